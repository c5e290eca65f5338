// Relationships: which stakes and control criteria the statements of one record state, and from when to when.
#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "base/embedded_table.h"
#include "embedded/lists_bods_interests.h"
#include "ingest/bods/mapper.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"

namespace penumbra::ingest::bods {
namespace {

void append(std::string& note, std::string_view text) {
  if (text.empty()) return;
  if (!note.empty()) note += "; ";
  note += text;
}

// Whether free text says that the right reaches a majority. Only the plain word counts; what it negates does not.
bool says_majority(std::string_view details) {
  const std::string text = ascii_lower(details);
  const bool no = text.find("not a majority") != std::string::npos || text.find("no majority") != std::string::npos ||
                  text.find("less than a majority") != std::string::npos || text.find("minority") != std::string::npos;
  return !no && (text.find("majority") != std::string::npos || text.find("more than half") != std::string::npos);
}

bool above_half(const model::ShareInterval& share) {
  const base::Percent half = base::Percent::whole(50);
  return share.stated && (share.low > half || (share.low == half && share.low_open));
}

bool at_most_half(const model::ShareInterval& share) {
  return share.stated && share.high <= base::Percent::whole(50);
}

bool is_trust_interest(std::string_view type) {
  return type.starts_with("trustee") || type.starts_with("settlor") || type.starts_with("protector") ||
         type.starts_with("beneficiary") || type == "other-influence-or-control-of-trust";
}

// What competes with what when a later statement of a record takes the place of an earlier one.
std::string stake_key(const model::Relationship& edge) {
  return edge.from + '\n' + edge.kind + '\n' + edge.role;
}

}  // namespace

const InterestRule* interest_rule(std::string_view type) {
  static const std::map<std::string, InterestRule, std::less<>> table = [] {
    std::map<std::string, InterestRule, std::less<>> out;
    base::for_each_table_row(embedded::lists_bods_interests(), 6, [&out](const std::vector<std::string_view>& row) {
      InterestRule rule;
      rule.kind = row[1];
      rule.role = row[2];
      rule.status = model::parse_assertion_status(row[3]).value_or(model::AssertionStatus::kPossible);
      rule.note = row[4];
      out.emplace(row[0], std::move(rule));
    });
    return out;
  }();
  const auto it = table.find(type);
  return it == table.end() ? nullptr : &it->second;
}

void Mapper::add_holding(const Statement& statement, const SourcePosition& position) {
  Holding holding;
  holding.statement = statement.id;
  holding.record = statement.record;
  holding.version = statement.version;
  holding.subject = read_subject(statement);
  holding.party = read_interested_party(statement);
  holding.interests = read_interests(statement);
  holding.components = read_components(statement);
  holding.date = statement.date.known() ? statement.date : statement.published;
  holding.recorded = statement.recorded;
  holding.status = statement.status;
  holding.origin = statement.origin;
  holding.order = order_;
  holding.position = position;
  if (const JsonNode* list = statement.root->member("annotations"); list != nullptr && list->is_array()) {
    for (const JsonNode& item : list->items()) {
      if (item.is_object()) append(holding.remarks, tidy(item.text_of("description")));
    }
  }
  const auto [it, fresh] = relations_.try_emplace(statement.record);
  if (fresh) {
    it->second.first = order_;
    it->second.component = statement.component;
    it->second.position = position;
  }
  if (records_.contains(root_of(statement.record))) {
    reported("record-type-conflict", "a record is called a relationship by one statement and a party by another",
             position);
    return;
  }
  if (holding.interests.empty())
    holding.interests.emplace_back();  // there is an interest, of a kind that is not stated
  holdings_.push_back(std::move(holding));
}

void Mapper::check_components(const Holding& holding) {
  for (const std::string& id : holding.components) {
    std::uint64_t first = 0;
    if (const auto it = relations_.find(id); it != relations_.end()) {
      it->second.used = true;
      first = it->second.first;
      if (id == holding.record) {
        warn("component-conflict", "a relationship names itself as its component", holding.position);
      }
    } else if (Record* record = find(id)) {
      record->used_as_component = true;
      first = record->first;
    } else {
      warn("unknown-component", "the component \"" + shown(id, 64) + "\" is no record of the file", holding.position);
      continue;
    }
    if (first > holding.order) {
      note("statement-order", "a component stands behind the relationship that it explains", holding.position);
    }
  }
}

void Mapper::check_interest(const Holding& holding, const Interest& interest, const Record& subject,
                            const Record* party) {
  // Only 0.4 says of what subtype an arrangement is.
  if (is_trust_interest(interest.type) && !subject.trust && holding.version == Version::k04) {
    warn("interest-conflict", "an interest in a trust (" + interest.type + ") is held in something that is no trust",
         holding.position);
  }
  if ((interest.type == "nominee" || interest.type == "nominator") && !subject.nomination) {
    warn("interest-conflict", "the interest " + interest.type + " is held in something that is no nomination",
         holding.position);
  }
  if (interest.beneficial && party != nullptr && party->type == Type::kEntity) {
    warn("beneficial-entity", "an entity is called a beneficial owner, which only a person can be", holding.position);
  }
}

bool Mapper::map_interest(const Holding& holding, const Interest& interest, Edge& edge) {
  model::Relationship& relationship = edge.relationship;
  if (interest.type.empty()) {
    // There is an interest, and it may be any: a share of unknown size that possibly is one.
    relationship.kind = "owns";
    relationship.status = model::AssertionStatus::kPossible;
    relationship.note = "the kind of interest is not stated";
  } else {
    const InterestRule* rule = interest_rule(interest.type);
    if (rule == nullptr) {
      mapping_.report(
          model::FindingLevel::kError, "unknown-interest",
          "\"" + shown(interest.type, 60) + "\" is no type of interest that is known; the interest is left out",
          holding.position);
      return false;
    }
    relationship.kind = rule->kind;
    relationship.role = rule->role;
    relationship.status = rule->status;
    relationship.note = rule->note;
  }
  relationship.share = interest.share;
  relationship.valid = interest.valid;
  if (relationship.role == "appoints-majority") {
    if (above_half(interest.share) || says_majority(interest.details)) {
      relationship.status = model::AssertionStatus::kAsserted;
    } else if (at_most_half(interest.share)) {
      relationship.kind = "linked-to";
      relationship.role = "appoints a part of the board that is no majority";
    } else {
      append(relationship.note, "whether it is a majority is not stated");
    }
  }
  if (interest.beneficial) append(relationship.note, "beneficial owner");
  if (interest.directness == Directness::kUnknown) append(relationship.note, "direct or indirect: not stated");
  append(relationship.note, interest.details);
  edge.indirect = interest.directness == Directness::kIndirect;
  return true;
}

void Mapper::map_holding(const Holding& holding, std::vector<Edge>& edges) {
  Record* subject = find(holding.subject.id);
  if (holding.party.id.empty() && holding.party.reason.empty()) {
    reported("relationship-without-party", "a relationship has no interested party that can be read", holding.position);
    return;
  }
  if (subject == nullptr || subject->type != Type::kEntity) {
    // It says nothing about an entity of this file.
    ++outcome_.counts.ignored;
    warn("edge-to-nowhere",
         holding.subject.id.empty() ? "a relationship has no subject that is named"
                                    : "the subject \"" + shown(holding.subject.id, 64) + "\" is no entity of the file",
         holding.position);
    return;
  }
  if (subject->first > holding.order) {
    note("statement-order", "a relationship stands before its subject", holding.position);
  }
  Record* party = find(holding.party.id);
  std::string from = "?";
  std::string reason = holding.party.reason;
  if (!holding.party.id.empty()) {
    if (party == nullptr) {
      const bool relation = relations_.contains(holding.party.id);
      warn(relation ? "edge-to-relationship" : "party-not-in-file",
           "the interested party \"" + shown(holding.party.id, 64) + "\" is " +
               (relation ? "a relationship" : "no party of the file") + "; it counts as not disclosed",
           holding.position);
      reason = "the interested party " + shown(holding.party.id, 64) + " is not in the file";
    } else {
      if (party->first > holding.order) {
        note("statement-order", "a relationship stands before its interested party", holding.position);
      }
      reason = party->reason;
      const bool named = party->nature == Nature::kKnown || (party->type == Type::kEntity && party->subject);
      if (named) from = party->entity.id;
    }
  }
  const bool nobody = from == "?" && ((party != nullptr && party->nature == Nature::kNobody) ||
                                      (party == nullptr && reason == "noBeneficialOwners"));
  if (nobody) {
    // A statement that there is none: no holder is missing. It speaks of owners above the register's own threshold.
    mapping_.note(subject->entity, "declared on " + holding.date.to_string() + ": no beneficial owner");
    ++outcome_.counts.mapped;
    return;
  }
  const std::string place = record_place(holding.position.file, holding.position.line);
  bool unknown = false;
  for (std::size_t i = 0; i < holding.interests.size(); ++i) {
    const Interest& interest = holding.interests[i];
    Edge edge;
    check_interest(holding, interest, *subject, party);
    if (!map_interest(holding, interest, edge)) {
      unknown = true;
      continue;
    }
    model::Relationship& relationship = edge.relationship;
    relationship.id = "bods-" + holding.statement + "-" + std::to_string(i + 1);
    relationship.from = from;
    relationship.to = subject->entity.id;
    relationship.evidence = {std::string(source_), place};
    relationship.recorded = holding.recorded;
    if (from == "?") append(relationship.note, "holder not disclosed: " + reason);
    append(relationship.note, holding.origin);
    append(relationship.note, holding.remarks);
    if (holding.status == RecordStatus::kClosed && !relationship.valid.to.known()) {
      relationship.valid.to = holding.date;
      if (!holding.date.known()) relationship.status = model::AssertionStatus::kEnded;
      append(relationship.note, "the register closed the record");
    }
    edges.push_back(std::move(edge));
  }
  ++(unknown ? outcome_.counts.reported : outcome_.counts.mapped);
}

// Statements of one record, oldest first. What an earlier statement said and a later one no longer says has ended by
// the later one's day; that end is known from then on, and before it the earlier edition stands.
void Mapper::map_series(const std::vector<const Holding*>& series, std::vector<Edge>& edges) {
  std::vector<Edge> before;
  for (const Holding* holding : series) {
    std::vector<Edge> now;
    map_holding(*holding, now);
    std::unordered_set<std::string> stated;
    for (const Edge& edge : now) stated.insert(stake_key(edge.relationship));
    for (const Edge& old : before) {
      if (stated.contains(stake_key(old.relationship)) || old.relationship.valid.to.known()) continue;
      Edge ended = old;
      ended.relationship.id += "-ended-" + std::to_string(holding->order);
      ended.relationship.recorded = holding->recorded;
      ended.relationship.valid.to = holding->date;
      if (!holding->date.known()) ended.relationship.status = model::AssertionStatus::kEnded;
      append(ended.relationship.note, "no longer stated by the statement that replaced it");
      edges.push_back(std::move(ended));
    }
    edges.insert(edges.end(), now.begin(), now.end());
    before = std::move(now);
  }
}

// An indirect interest is the sum of what a chain of others says. With the chain on record it would count twice, so it
// becomes context; without it, it is all that is known, and possible: which steps it goes through is not stated.
void Mapper::settle_indirect(std::vector<Edge>& edges) {
  struct Owner {
    std::string_view id;
    bool by_share;
  };
  std::unordered_map<std::string_view, std::vector<Owner>> owners;
  std::vector<std::size_t> indirect;
  for (std::size_t i = 0; i < edges.size(); ++i) {
    const model::Relationship& r = edges[i].relationship;
    if (edges[i].indirect) indirect.push_back(i);
    if (edges[i].indirect || r.from == "?" || (r.kind != "owns" && r.kind != "controls")) continue;
    owners[r.to].push_back({r.from, r.kind == "owns"});
  }
  // Those of one asset together, so that its owners are walked once; shares before control.
  const auto group = [&edges](std::size_t i) {
    const model::Relationship& r = edges[i].relationship;
    return std::pair<std::string_view, bool>(r.to, r.kind != "owns");
  };
  std::stable_sort(indirect.begin(), indirect.end(), [&](std::size_t a, std::size_t b) { return group(a) < group(b); });
  std::optional<std::pair<std::string_view, bool>> walked;
  // Bounds of one walk and of all. Chains of real registers have a handful of parties; beyond the bounds an interest
  // stays possible, which holds whether there is a chain or not.
  constexpr std::size_t kMaxVisited = 2000;
  constexpr std::size_t kMaxSteps = 100'000'000;
  std::size_t steps = 0;
  std::unordered_set<std::string_view> above;  // owners of owners
  for (std::size_t at = 0; at < indirect.size(); ++at) {
    Edge& edge = edges[indirect[at]];
    model::Relationship& r = edge.relationship;
    if (const auto now = group(indirect[at]); walked != now) {
      walked = now;
      above.clear();
      const bool shares_only = r.kind == "owns";
      std::unordered_set<std::string_view> seen = {r.to};
      std::vector<std::string_view> open = {r.to};
      for (std::size_t i = 0; i < open.size() && open.size() < kMaxVisited && steps < kMaxSteps; ++i) {
        const auto it = owners.find(open[i]);
        if (it == owners.end()) continue;
        for (const Owner& owner : it->second) {
          if (++steps > kMaxSteps || open.size() >= kMaxVisited) break;
          if (shares_only && !owner.by_share) continue;
          // A direct stake beside the indirect one is no chain.
          if (i > 0) above.insert(owner.id);
          if (seen.insert(owner.id).second) open.push_back(owner.id);
        }
      }
    }
    settle(r, above.contains(r.from));
  }
}

void Mapper::settle(model::Relationship& r, bool chain) {
  if (r.kind != "owns" && r.kind != "controls") {
    append(r.note, "indirect");
  } else if (chain) {
    const std::string what = r.kind == "owns" ? (r.role.empty() ? "equity" : r.role) : "control, " + r.role;
    r.kind = "linked-to";
    r.role = "indirect interest: " + what;
    append(r.note, "its chain is on record and counts instead");
  } else {
    if (r.status == model::AssertionStatus::kAsserted) r.status = model::AssertionStatus::kPossible;
    append(r.note, "indirect; the chain is not on record");
  }
}

}  // namespace penumbra::ingest::bods
