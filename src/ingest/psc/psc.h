// Companies House's snapshot of persons with significant control (PSC), as JSON lines: who they are, and what their
// natures of control stand for.
#ifndef PENUMBRA_INGEST_PSC_PSC_H_
#define PENUMBRA_INGEST_PSC_PSC_H_

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ingest/json_tree.h"
#include "ingest/mapping.h"
#include "ingest/reader.h"

namespace penumbra::ingest::psc {

// What one nature of control says.
struct Nature {
  std::string kind;  // of the relationship: "owns", "controls"
  std::string role;
  model::ShareInterval share;
  // Of the person towards the holder where the right is held in a capacity, "trust" or "significant-influence": the
  // person is then not the holder itself. "" otherwise.
  std::string capacity;
  std::string note;
};

// Reads a nature of control ("ownership-of-shares-25-to-50-percent-as-trust") part by part, after
// data/lists/psc_natures.csv. Nothing when any part of it is not known. Safe from any thread.
std::optional<Nature> parse_nature(std::string_view text);

// Collects records; companies are made as they are named. One per run; not thread-safe.
class Mapper {
 public:
  Mapper(std::string_view source, ReadOutcome& outcome)
      : outcome_(outcome), source_(source), mapping_(outcome.findings) {}
  virtual ~Mapper() = default;

  // Takes one line. Never fails: one that cannot be used is a finding and counted as reported.
  void add(const JsonRecord& record, const std::string& file);
  // Compares the totals that the snapshot states with what was read.
  void finish();

 protected:
  using Change = std::function<void(model::Entity&)>;

  // Whether no company has this id yet; from now on one has.
  virtual bool is_new_company(const std::string& id);
  virtual void add_company(model::Entity&& company);
  // Adds a party that is no company of the register, once it is filled.
  virtual void add_party(model::Entity&& party, const Change& fill);
  // Changes a company that was added.
  virtual void change_company(const std::string& id, const Change& change);
  // Whether no entry before has this key.
  virtual bool is_first_entry(const std::string& key, std::uint64_t line);

  ReadOutcome& outcome_;

 private:
  void reported(std::string_view key, const std::string& message, const SourcePosition& position);
  void warn(std::string_view key, const std::string& message, const SourcePosition& position) {
    mapping_.report(model::FindingLevel::kWarning, key, message, position);
  }
  void add_person(const JsonNode& data, const std::string& company, const SourcePosition& position);
  void add_statement(const JsonNode& data, const std::string& company, const SourcePosition& position);
  void add_exemptions(const JsonNode& data, const std::string& company, const SourcePosition& position);
  void add_totals(const JsonNode& data, const SourcePosition& position);
  void fill_party(model::Entity& entity, const JsonNode& data, const SourcePosition& position);
  // The id of the company, which is made when it is new; its number is checked before.
  std::string company_of(const std::string& number, const SourcePosition& position);
  ValidInterval valid_of(const JsonNode& data, std::string_view from, std::string_view to,
                         const SourcePosition& position);
  void unknown_members(const JsonNode& data, std::string_view known, const SourcePosition& position);

  std::string_view source_;
  Mapping mapping_;
  std::unordered_map<std::string, std::size_t> companies_;  // id -> place in dataset.entities
  std::unordered_map<std::string, std::uint64_t> self_links_;
  struct Total {
    std::uint64_t stated = 0;
    SourcePosition position;
  };
  std::map<std::string, Total> totals_;
  std::uint64_t persons_ = 0;
  std::uint64_t statements_ = 0;
  std::uint64_t exemptions_ = 0;
};

}  // namespace penumbra::ingest::psc

#endif  // PENUMBRA_INGEST_PSC_PSC_H_
