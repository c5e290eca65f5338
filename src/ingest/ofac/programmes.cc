#include "ingest/ofac/programmes.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/embedded_table.h"
#include "embedded/lists_ofac_lists.h"
#include "embedded/lists_ofac_measures.h"
#include "embedded/lists_ofac_programmes.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"

namespace penumbra::ingest::ofac {
namespace {

class Table {
 public:
  static const Table& get() {
    static const Table table;
    return table;
  }
  std::span<const ProgrammeRule> find(std::string_view programme) const {
    const auto it = rules_.find(programme);
    return it == rules_.end() ? std::span<const ProgrammeRule>() : std::span<const ProgrammeRule>(it->second);
  }

 private:
  Table() {
    base::for_each_table_row(embedded::lists_ofac_programmes(), 6, [this](const std::vector<std::string_view>& fields) {
      ProgrammeRule rule{
          std::string(fields[0]), std::string(fields[1]), ascii_lower(fields[2]), {}, std::string(fields[4])};
      for (const std::string_view measure : split(fields[3], " | ")) rule.measures.emplace_back(measure);
      rules_[rule.programme].push_back(std::move(rule));
    });
  }
  std::map<std::string, std::vector<ProgrammeRule>, std::less<>> rules_;
};

// Lists and types of sanction by the words of the XML files.
struct Words {
  std::map<std::string, std::string, std::less<>> lists;
  std::map<std::string, MeasureRule, std::less<>> measures;

  static const Words& get() {
    static const Words words;
    return words;
  }

 private:
  Words() {
    base::for_each_table_row(embedded::lists_ofac_lists(), 3, [this](const std::vector<std::string_view>& fields) {
      lists.emplace(fields[0], fields[1]);
    });
    base::for_each_table_row(embedded::lists_ofac_measures(), 5, [this](const std::vector<std::string_view>& fields) {
      MeasureRule rule{{}, std::string(fields[2]), std::string(fields[3])};
      for (const std::string_view measure : split(fields[1], " | ")) {
        if (!measure.empty()) rule.measures.emplace_back(measure);
      }
      measures.emplace(ascii_lower(fields[0]), std::move(rule));
    });
  }
};

void add_unique(std::vector<std::string>& list, const std::string& item) {
  if (std::find(list.begin(), list.end(), item) == list.end()) list.push_back(item);
}

// "UKRAINE-EO13662" stands on order 13662.
std::string order_of(std::string_view programme) {
  const std::size_t at = programme.find("EO");
  return at == std::string_view::npos ? std::string() : std::string(programme.substr(at + 2, 5));
}

class Designations {
 public:
  Designations(const model::Entity& party, std::string_view listed_name, const PartyFacts& facts)
      : party_(party), listed_name_(listed_name), facts_(facts) {}

  model::Designation& on(const std::string& list) {
    for (model::Designation& designation : out_) {
      if (designation.list == list) return designation;
    }
    model::Designation designation;
    designation.id = party_.id + "-" + list;
    designation.entity = party_.id;
    designation.list = list;
    designation.authority = kAuthority;
    designation.listed_name = tidy(listed_name_);
    designation.scope = "entity";
    designation.evidence = party_.evidence;
    for (const std::string& note : facts_.designation_notes) {
      designation.note += (designation.note.empty() ? "" : "; ") + note;
    }
    if (facts_.secondary) designation.measures.emplace_back("secondary-sanctions");
    return out_.emplace_back(std::move(designation));
  }

  void add(const ProgrammeRule& rule) {
    model::Designation& designation = on(rule.list);
    add_unique(designation.programmes, rule.programme);
    std::vector<std::string> measures = rule.measures;
    // The measure of the list itself comes first, the risk of secondary sanctions behind it.
    for (auto it = measures.rbegin(); it != measures.rend(); ++it) {
      if (std::find(designation.measures.begin(), designation.measures.end(), *it) == designation.measures.end()) {
        designation.measures.insert(designation.measures.begin(), *it);
      }
    }
    if (designation.act.find(rule.basis) == std::string::npos) {
      designation.act += (designation.act.empty() ? "" : "; ") + rule.basis;
    }
    set_dates(designation, order_of(rule.programme), rule.directive);
    if (rule.list == "us-cmic") set_dates(designation, "CMIC", "");
  }

  std::vector<model::Designation> take() && { return std::move(out_); }
  bool empty() const { return out_.empty(); }

 private:
  void set_dates(model::Designation& designation, const std::string& order, const std::string& directive) {
    const auto it = facts_.directives.find({order, directive});
    if (it == facts_.directives.end()) return;
    // Two directives on one list (1a and 4): the earlier day is the day since when the party is listed.
    const auto earlier = [](PartialDate& target, const PartialDate& date) {
      if (date.known() && (!target.known() || date.earliest() < target.earliest())) target = date;
    };
    earlier(designation.published, it->second.listed);
    earlier(designation.valid.from, it->second.effective.known() ? it->second.effective : it->second.listed);
  }

  const model::Entity& party_;
  std::string_view listed_name_;
  const PartyFacts& facts_;
  std::vector<model::Designation> out_;
};

}  // namespace

std::span<const ProgrammeRule> rules_of(std::string_view programme) {
  return Table::get().find(programme);
}

const std::string* list_of_name(std::string_view name) {
  const auto& lists = Words::get().lists;
  const auto it = lists.find(name);
  return it == lists.end() ? nullptr : &it->second;
}

const MeasureRule* measure_of_type(std::string_view type) {
  const auto& measures = Words::get().measures;
  const auto it = measures.find(ascii_lower(type));
  return it == measures.end() ? nullptr : &it->second;
}

bool looks_consolidated(const std::vector<std::string>& programmes, std::string_view remarks) {
  const bool directive = remarks.find("Subject to Directive") != std::string_view::npos ||
                         remarks.find("Not on the SDN List") != std::string_view::npos;
  bool known = false;
  for (const std::string& programme : programmes) {
    bool sdn = false;
    bool other = false;
    for (const ProgrammeRule& rule : rules_of(programme)) {
      if (rule.list == "us-sdn") {
        sdn = true;
      } else if (rule.directive.empty() || (rule.directive != "*" && directive)) {
        other = true;
      }
    }
    if (other) return true;
    known = known || sdn;
  }
  return !known && !programmes.empty() && remarks.find("information:") != std::string_view::npos;
}

std::vector<model::Designation> make_designations(const model::Entity& party, std::string_view listed_name,
                                                  const std::vector<std::string>& programmes, const PartyFacts& facts,
                                                  ListKind kind, const Place& position, Mapping& mapping) {
  Designations out(party, listed_name, facts);
  if (kind == ListKind::kSdn) {
    model::Designation& sdn = out.on("us-sdn");
    sdn.programmes = programmes;
  }
  for (const std::string& programme : programmes) {
    const std::span<const ProgrammeRule> rules = rules_of(programme);
    if (rules.empty()) {
      mapping.report(model::FindingLevel::kWarning, "unmapped-programme",
                     "the programme \"" + shown(programme, 60) +
                         "\" is not in data/lists/ofac_programmes.csv; its measure stays unknown",
                     position);
    }
    for (const ProgrammeRule& rule : rules) {
      if (rule.list == "us-sdn") {
        if (kind == ListKind::kSdn) out.add(rule);
      } else if (rule.directive.empty()) {
        // On the SDN list such a tag says that the party is on both lists.
        out.add(rule);
      } else if (rule.directive != "*" && facts.directives.contains({order_of(programme), rule.directive})) {
        out.add(rule);
      }
    }
  }
  if (kind == ListKind::kConsolidated && (facts.menu || out.empty())) {
    for (const std::string& programme : programmes) {
      for (const ProgrammeRule& rule : rules_of(programme)) {
        if (rule.directive == "*") out.add(rule);
      }
    }
  }
  if (kind == ListKind::kConsolidated && out.empty()) {
    model::Designation& unknown = out.on(std::string(kUnknownNonSdnList));
    unknown.programmes = programmes;
    mapping.report(
        model::FindingLevel::kWarning, "unknown-list",
        "the programmes of the party name no non-SDN list that is known; the list and the measure stay unknown",
        position);
  }
  std::vector<model::Designation> designations = std::move(out).take();
  // A programme of the SDN list on a party of the other file says that the party stands on both; which it is must not
  // be lost, though this file does not list it under that programme.
  std::string further;
  for (const std::string& programme : programmes) {
    const bool named = std::any_of(designations.begin(), designations.end(), [&](const model::Designation& one) {
      return std::find(one.programmes.begin(), one.programmes.end(), programme) != one.programmes.end();
    });
    if (!named) further.append(further.empty() ? "" : ", ").append(programme);
  }
  if (!further.empty() && !designations.empty()) {
    std::string& note = designations.front().note;
    note += (note.empty() ? "" : "; ") + ("further programmes of the party: " + further);
  }
  for (model::Designation& designation : designations) {
    const bool only_risk = designation.measures.size() == 1 && designation.measures.front() == "secondary-sanctions";
    if (designation.measures.empty() || only_risk) designation.measures.insert(designation.measures.begin(), "unknown");
  }
  return designations;
}

std::optional<model::Designation> earlier_listing(model::Designation base, std::span<const ListedSince> lists,
                                                  const PartialDate& consolidated) {
  Date entered = Date::max();
  Date effect = Date::max();
  for (const ListedSince& one : lists) {
    if (!one.entered.known() || !one.effect.known()) return std::nullopt;  // it may have been there as long
    entered = std::min(entered, one.entered.earliest());
    effect = std::min(effect, one.effect.earliest());
  }
  if (!lists.empty() && (!consolidated.known() || consolidated.latest() >= std::min(entered, effect)))
    return std::nullopt;
  base.list = kUnknownNonSdnList;
  base.id = base.entity + "-" + base.list;
  base.measures = {"unknown"};
  // Not the authority that is named today, which may be younger than the listing.
  for (const std::string& programme : base.programmes) {
    for (const ProgrammeRule& rule : rules_of(programme)) {
      if (base.act.empty()) base.act = rule.basis;
    }
  }
  base.valid = {consolidated, lists.empty() ? PartialDate() : PartialDate(effect)};
  base.note += (base.note.empty() ? "" : "; ");
  base.note += lists.empty() ? "in OFAC's consolidated file; no list of it is named"
                             : "in OFAC's consolidated file before the lists that are named now; the list of then is "
                               "not named";
  return base;
}

}  // namespace penumbra::ingest::ofac
