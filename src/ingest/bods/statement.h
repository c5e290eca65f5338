// A BODS statement: what all versions say, in one form, and the checks that need more than one member at once.
#ifndef PENUMBRA_INGEST_BODS_STATEMENT_H_
#define PENUMBRA_INGEST_BODS_STATEMENT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/bods/shape.h"
#include "ingest/json_tree.h"
#include "model/facts.h"
#include "penumbra/date.h"

namespace penumbra::ingest::bods {

enum class Type : std::uint8_t { kEntity, kPerson, kRelationship };
enum class RecordStatus : std::uint8_t { kUnstated, kNew, kUpdated, kClosed };
enum class Directness : std::uint8_t { kUnknown, kDirect, kIndirect };

// One interest of a relationship, as stated.
struct Interest {
  std::string type;  // code of the codelist; "" when none is given
  Directness directness = Directness::kUnknown;
  bool beneficial = false;  // beneficialOwnershipOrControl is true
  std::string details;
  model::ShareInterval share;
  ValidInterval valid;
};

// The party of a relationship: a record, or the reason why none is named.
struct PartyReference {
  std::string id;                    // of a statement (0.2, 0.3) or a record (0.4); "" when unspecified
  std::string reason;                // unspecified: code in the spelling of 0.4; "" otherwise
  bool described_as_person = false;  // 0.2, 0.3: which member named it
};

// What statements of every version have in common. `body` is where name, names, subject ... stand.
struct Statement {
  Version version = Version::k04;
  Type type = Type::kEntity;
  std::string id;                     // statementID, statementId
  std::string record;                 // recordId; in 0.2 and 0.3 the statement's own id
  std::vector<std::string> replaces;  // replacesStatements
  RecordStatus status = RecordStatus::kUnstated;
  std::string declaration_subject;
  PartialDate date;                   // statementDate
  PartialDate published;              // publicationDate
  std::optional<Timestamp> recorded;  // from which the source knew it: statementDate, else publicationDate
  bool component = false;
  std::string origin;  // who asserts it and what kind of source that is, in words
  const JsonNode* root = nullptr;
  const JsonNode* body = nullptr;
};

// Reads the frame of a statement. Error: a sentence why it is of no use (no id, no type); the statement is then
// reported. The result points into `node`.
Result<Statement> read_statement(const JsonNode& node);

// Faults of the statement: of its shape, and where members contradict one another.
std::vector<Fault> check_statement(const Statement& statement);

// The parties of a relationship; empty ids and reasons where they cannot be told.
PartyReference read_subject(const Statement& statement);
PartyReference read_interested_party(const Statement& statement);

// The interests of a relationship. A value that cannot be read is left unknown, never guessed; check_statement() has
// the finding. Empty when none is stated.
std::vector<Interest> read_interests(const Statement& statement);

// componentStatementIDs, componentRecords.
std::vector<std::string> read_components(const Statement& statement);

// The share of an interest as an exact interval. 0.2 and 0.3 have truth values for open ends; there an absent
// exclusiveMaximum counts as closed although the schema's default is open, because published data with "maximum": 100
// mean 100, and the closed interval holds both readings. Unstated when members contradict one another.
model::ShareInterval read_share(const JsonNode& share, Version version);

}  // namespace penumbra::ingest::bods

#endif  // PENUMBRA_INGEST_BODS_STATEMENT_H_
