// From the rows of a hand-written model to a Dataset, with every check that the format promises.
#ifndef PENUMBRA_INGEST_MODEL_CSV_BUILDER_H_
#define PENUMBRA_INGEST_MODEL_CSV_BUILDER_H_

#include <cstddef>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest/model_csv/table.h"
#include "model/facts.h"

namespace penumbra::ingest::model_csv {

// Reads one row after the other and checks the whole at the end. Use: add_row() for every row, then finish(). Not
// thread-safe; one per model.
class Builder {
 public:
  // `scenario`: rows may refer to ids that other files define, and need no source.
  Builder(Problems& problems, bool scenario) : problems_(problems), scenario_(scenario) {}

  void add_row(const Row& row);
  // Checks references, duplicates and overlaps, and returns what was read. Call once.
  model::Dataset finish();
  // Number of facts taken over so far.
  std::size_t mapped() const;

 private:
  struct Reference {  // an id that a row names, to be looked up when every file is read
    std::string id;
    SourcePosition position;
    bool to_source = false;
  };
  struct StatePlace {
    std::size_t state = 0;
    SourcePosition position;
  };

  void add_source(const Row& row);
  void add_entity(const Row& row);
  void add_relationship(const Row& row);
  void add_state(const Row& row);
  void add_designation(const Row& row);
  void add_portfolio(const Row& row);
  void add_figure(const Row& row);

  bool read_id(const Row& row, std::string_view column, std::string& out);
  void define(const std::string& id, const SourcePosition& position, bool source);
  void refer(const Row& row, std::string_view column, std::string& out, bool to_source = false);
  PartialDate read_date(const Row& row, std::string_view column);
  ValidInterval read_interval(const Row& row, std::string_view from, std::string_view to);
  std::optional<Timestamp> read_recorded(const Row& row);
  model::Evidence read_evidence(const Row& row);
  model::AssertionStatus read_status(const Row& row);
  std::vector<std::string> read_words(const Row& row, std::string_view column);
  void problem(const Row& row, std::string_view column, ErrorCode code, std::string message, std::string fix);
  void check_references();
  void check_states();
  void check_groups();
  void name_relationships();

  Problems& problems_;
  bool scenario_;
  model::Dataset dataset_;
  std::map<std::string, SourcePosition, std::less<>> entities_;
  std::map<std::string, SourcePosition, std::less<>> documents_;
  std::map<std::string, SourcePosition, std::less<>> designations_;
  std::map<std::pair<std::string, std::string>, SourcePosition> portfolio_;
  std::map<std::string, SourcePosition, std::less<>> relationship_rows_;
  std::map<std::string, SourcePosition, std::less<>> figure_rows_;
  std::vector<Reference> references_;
  std::vector<SourcePosition> state_places_;
  std::vector<SourcePosition> edge_places_;  // of the relationships
};

}  // namespace penumbra::ingest::model_csv

#endif  // PENUMBRA_INGEST_MODEL_CSV_BUILDER_H_
