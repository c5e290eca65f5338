// Facts about entities: designations, relationships, states. Each carries valid time, evidence, and, where the source
// says so, the time at which it became known.
#ifndef PENUMBRA_MODEL_FACTS_H_
#define PENUMBRA_MODEL_FACTS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/percent.h"
#include "model/assertion.h"
#include "model/entity.h"
#include "model/figure.h"
#include "penumbra/date.h"
#include "penumbra/result.h"

namespace penumbra::model {

// How much a dependant needs the other end. Stored: never renumber.
enum class Need : std::uint8_t {
  kDefault = 0,  // the relationship kind's own
  kEssential = 1,
  kSupporting = 2,
  kContext = 3,
};
std::string_view to_string(Need need);
std::optional<Need> parse_need(std::string_view text);

// A share that may be known only within bounds. Each end may be open: "(25, 50]". Nothing is ever filled with a
// midpoint.
struct ShareInterval {
  base::Percent low = base::Percent::zero();
  base::Percent high = base::Percent::hundred();
  bool low_open = false;   // low itself is excluded
  bool high_open = false;  // high itself is excluded
  bool stated = false;     // false: the source gives no share at all, and the bounds are [0, 100]

  // Reads "51", ">50", "<25", "25..50", ">25..50", "25..<50"; "" is an unstated share. kInvalidValue when low exceeds
  // high.
  static Result<ShareInterval> parse(std::string_view text);
  // Reads the two cells of a stakes table: low and high, each with an optional leading > or < that makes that end open.
  static Result<ShareInterval> parse(std::string_view low_text, std::string_view high_text);
  // The form that the first parse() reads.
  std::string to_string() const;
  bool operator==(const ShareInterval&) const = default;
};

// One authority's act against one entity. (FollowTheMoney `Sanction` on export.)
struct Designation {
  std::string id;
  std::string entity;  // id of exactly the party that is listed
  std::string list;    // id of a list: "us-sdn"
  std::string authority;
  std::vector<std::string> programmes;  // legal basis as the list names it: "RUSSIA-EO14024"
  std::vector<std::string> measures;    // what it imposes: "asset-freeze"
  std::string listed_name;
  std::string act;    // citation
  std::string scope;  // "entity" or "entity-and-sub-units"
  std::string reason;
  std::string url;
  PartialDate date_act;   // when the act was signed
  PartialDate published;  // when it was published
  ValidInterval valid;    // when it has effect
  Evidence evidence;
  std::optional<Timestamp> recorded;
  std::string note;

  bool operator==(const Designation&) const = default;
};

// A dated, sourced edge between two entities. `kind` is a key of data/model/relationship_kinds.csv.
struct Relationship {
  std::string id;
  std::string from;
  std::string kind;
  std::string to;
  ValidInterval valid;
  AssertionStatus status = AssertionStatus::kAsserted;
  std::string side;  // the party that acted; "" when no side is stated
  std::string role;
  ShareInterval share;
  Need need = Need::kDefault;
  std::string group;  // alternatives of one dependant share a group
  Evidence evidence;
  std::optional<Timestamp> recorded;
  std::string note;

  bool operator==(const Relationship&) const = default;
};

// What an entity was during a span of time.
struct StateInterval {
  std::string entity;
  std::string state;  // "active", "suspended", ...
  ValidInterval valid;
  std::string side;   // the party whose act brought it about
  std::string cause;  // id of a measure, event, agreement or entity
  AssertionStatus status = AssertionStatus::kAsserted;
  Evidence evidence;
  std::string note;

  bool operator==(const StateInterval&) const = default;
};

// A document behind facts.
struct SourceDocument {
  std::string id;
  std::string kind;  // act, agreement, statement, register, report, dataset
  std::string title;
  std::string publisher;
  PartialDate date;
  std::string locator;  // citation or public address
  std::string checked;  // text, copy, no
  PartialDate read;
  std::string note;
  // Story family: documents that tell one story (copies, translations, reports of one statement) share it and count as
  // one source. "": a story of its own, as far as is known.
  std::string family;

  bool operator==(const SourceDocument&) const = default;
};

struct PortfolioMember {
  std::string portfolio;
  std::string entity;
  std::string section;
  std::int32_t order = 0;

  bool operator==(const PortfolioMember&) const = default;
};

// Everything that one version of one source says. Plain value.
struct Dataset {
  std::vector<Entity> entities;
  std::vector<Designation> designations;
  std::vector<Relationship> relationships;
  std::vector<StateInterval> states;
  std::vector<SourceDocument> documents;
  std::vector<PortfolioMember> portfolio;
  std::vector<Figure> figures;

  bool operator==(const Dataset&) const = default;
};

}  // namespace penumbra::model

#endif  // PENUMBRA_MODEL_FACTS_H_
