// From BODS statements to entities and relationships.
#ifndef PENUMBRA_INGEST_BODS_MAPPER_H_
#define PENUMBRA_INGEST_BODS_MAPPER_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "ingest/bods/statement.h"
#include "ingest/json_tree.h"
#include "ingest/mapping.h"
#include "ingest/reader.h"

namespace penumbra::ingest::bods {

// Collects statements and builds relationships at the end, because the statements of a record, of its parties and of
// its chain may stand anywhere. One per run; not thread-safe.
class Mapper {
 public:
  Mapper(std::string_view source, ReadOutcome& outcome)
      : source_(source), outcome_(outcome), mapping_(outcome.findings) {}

  // Takes one statement. Never fails: one that cannot be used is a finding and counted as reported.
  void add(const JsonRecord& record, const std::string& file);
  // One statement of a package; `line` is that of the package.
  void add(const JsonNode& node, std::uint64_t line, const std::string& file);
  // Writes relationships, entities, the day of publication and the counts into the outcome.
  void finish();

 private:
  enum class Nature : std::uint8_t { kKnown, kUndisclosed, kNobody };

  // A record: one thing over all statements that speak of it.
  struct Record {
    Type type = Type::kEntity;
    Nature nature = Nature::kKnown;
    std::string reason;  // of a party that is not named
    bool trust = false;  // an arrangement or entity of the subtype trust
    bool nomination = false;
    bool component = false;
    bool used_as_component = false;
    bool subject = false;  // of some relationship
    PartialDate date;      // of the statement that its entity is made from
    std::uint64_t order = 0;
    std::uint64_t first = 0;  // order of the first statement
    model::Entity entity;
    SourcePosition position;
    std::vector<std::pair<PartialDate, RecordStatus>> statuses;  // 0.4, where given
  };

  // One statement about a relationship.
  struct Holding {
    std::string statement;
    std::string record;
    Version version = Version::k04;
    PartyReference subject;
    PartyReference party;
    std::vector<Interest> interests;
    std::vector<std::string> components;
    PartialDate date;
    std::optional<Timestamp> recorded;
    RecordStatus status = RecordStatus::kUnstated;
    std::string origin;
    std::string remarks;  // annotations
    std::uint64_t order = 0;
    SourcePosition position;
  };

  struct Edge {
    model::Relationship relationship;
    bool indirect = false;
  };

  // A relationship record, as others name it.
  struct Relation {
    std::uint64_t first = 0;
    bool component = false;
    bool used = false;
    SourcePosition position;
  };

  void reported(std::string_view key, const std::string& message, const SourcePosition& position);
  void warn(std::string_view key, const std::string& message, const SourcePosition& position) {
    mapping_.report(model::FindingLevel::kWarning, key, message, position);
  }
  void note(std::string_view key, const std::string& message, const SourcePosition& position) {
    mapping_.report(model::FindingLevel::kNote, key, message, position);
  }

  // parties.cc
  void add_party(const Statement& statement, const SourcePosition& position);
  void fill_entity(const Statement& statement, Record& record, const SourcePosition& position);
  void fill_person(const Statement& statement, Record& record, const SourcePosition& position);
  void put_place(model::Entity& entity, const JsonNode& node, std::string_view property,
                 const SourcePosition& position);
  void put_code(model::Entity& entity, std::string_view property, std::string_view code, std::string_view name,
                const SourcePosition& position);
  static void join_records(Record& into, Record&& from);

  // relations.cc
  void add_holding(const Statement& statement, const SourcePosition& position);
  void check_components(const Holding& holding);
  void map_series(const std::vector<const Holding*>& series, std::vector<Edge>& edges);
  void map_holding(const Holding& holding, std::vector<Edge>& edges);
  bool map_interest(const Holding& holding, const Interest& interest, Edge& edge);
  void check_interest(const Holding& holding, const Interest& interest, const Record& subject, const Record* party);
  static void settle_indirect(std::vector<Edge>& edges);
  static void settle(model::Relationship& relationship, bool chain);

  // The key under which the record of a statement is kept: that of the first statement in its chain of replacements.
  const std::string& root_of(const std::string& record);
  Record* find(const std::string& record);

  std::string_view source_;
  ReadOutcome& outcome_;
  Mapping mapping_;
  std::unordered_map<std::string, Record> records_;
  std::vector<std::string> record_order_;
  std::unordered_map<std::string, std::string> replaced_;  // statement -> the one that it goes back to
  std::unordered_set<std::string> statements_;
  std::unordered_map<std::string, Relation> relations_;
  std::vector<Holding> holdings_;
  std::unordered_map<std::string, std::uint64_t> declaration_subjects_;  // -> line of the first statement
  std::string file_;
  std::uint64_t order_ = 0;
};

// What an interest type stands for: data/lists/bods_interests.csv.
struct InterestRule {
  std::string kind;
  std::string role;
  model::AssertionStatus status = model::AssertionStatus::kAsserted;
  std::string note;
};

// nullptr for a type that is in no code list. Lives as long as the program; safe from any thread.
const InterestRule* interest_rule(std::string_view type);

}  // namespace penumbra::ingest::bods

#endif  // PENUMBRA_INGEST_BODS_MAPPER_H_
