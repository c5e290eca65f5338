// Which parties stand on a list is known only when all listings were seen, so each party keeps two marks a rule until
// then.
#include "ingest/expected_shape.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "base/digest.h"
#include "base/embedded_table.h"
#include "embedded/shapes.h"
#include "model/schema.h"

namespace penumbra::ingest {
namespace {

constexpr std::size_t kColumns = 7;

std::optional<std::uint64_t> bound(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

const std::map<std::string, std::vector<ShapeRule>, std::less<>>& tables() {
  static const auto all = [] {
    std::map<std::string, std::vector<ShapeRule>, std::less<>> out;
    base::for_each_table_row(embedded::shapes(), kColumns, [&](const std::vector<std::string_view>& fields) {
      if (fields[0] == "format") return;  // the tables stand one behind the other, each with its head
      out[std::string(fields[0])].push_back(
          {std::string(fields[1]), std::string(fields[2]), std::string(fields[3]), bound(fields[4]), bound(fields[5])});
    });
    return out;
  }();
  return all;
}

bool states(const model::Designation& listing, std::string_view field) {
  if (field == "from") return listing.valid.from.known();
  if (field == "published") return listing.published.known();
  if (field == "act") return !listing.act.empty();
  if (field == "programme") return !listing.programmes.empty();
  if (field == "reason") return !listing.reason.empty();
  if (field == "measure") {
    return std::any_of(listing.measures.begin(), listing.measures.end(),
                       [](const std::string& measure) { return measure != "unknown"; });
  }
  return false;
}

bool is_a(const std::string& schema, const std::string& ancestor) {
  if (schema == ancestor) return true;
  const model::Schema* known = model::Vocabulary::get().find(schema);
  return known != nullptr && known->is_a(ancestor);
}

bool is_about_parties(const ShapeRule& rule) {
  return rule.subject != "list" && rule.subject != "listing" && rule.subject != "edge";
}

std::string sentence_of(const ShapeRule& rule, std::uint64_t found, bool too_few) {
  const std::string expected =
      (too_few ? "at least " : "at most ") + std::to_string((too_few ? rule.least : rule.most).value_or(0));
  if (rule.subject == "list") return "the list " + rule.list + ", which this format holds, is missing altogether";
  const std::string what = rule.subject == "listing" ? "listings"
                           : rule.subject == "edge"  ? "relationships"
                           : rule.subject == "Thing" ? "parties and things"
                                                     : rule.subject;
  const std::string where = rule.list == "*" ? std::string() : "on " + rule.list + " ";
  if (rule.field.empty()) {
    return where + "there are " + std::to_string(found) + " " + what + ", where " + expected + " are expected";
  }
  return where + std::to_string(found) + " % of " + what + " have " + rule.field + ", where " + expected +
         " % is expected";
}

}  // namespace

std::span<const ShapeRule> shape_rules(std::string_view format) {
  const auto it = tables().find(format);
  return it == tables().end() ? std::span<const ShapeRule>() : std::span<const ShapeRule>(it->second);
}

std::size_t shape_rule_count() {
  std::size_t out = 0;
  for (const auto& [format, rules] : tables()) out += rules.size();
  return out;
}

ShapeCounter::ShapeCounter(std::span<const ShapeRule> rules)
    : rules_(rules.first(std::min(rules.size(), kMaxShapeRules))), counts_(rules_.size()) {
  for (const ShapeRule& rule : rules_) {
    if (rule.list == "*") continue;
    by_list_ = by_list_ || is_about_parties(rule);
    if (std::find(lists_.begin(), lists_.end(), rule.list) == lists_.end()) lists_.push_back(rule.list);
  }
  held_.resize(lists_.size());
}

void ShapeCounter::add(const model::Dataset& part) {
  if (rules_.empty()) return;
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    if (rules_[i].subject == "edge") counts_[i].all += part.relationships.size();
  }
  for (const model::Designation& listing : part.designations) {
    const auto list = static_cast<std::size_t>(std::find(lists_.begin(), lists_.end(), listing.list) - lists_.begin());
    if (list < lists_.size()) {
      held_[list] = true;
      if (by_list_) listed_.push_back({base::checksum64(listing.entity), static_cast<std::uint32_t>(list)});
    }
    for (std::size_t i = 0; i < rules_.size(); ++i) {
      const ShapeRule& rule = rules_[i];
      if (rule.subject != "listing" || (rule.list != "*" && listing.list != rule.list)) continue;
      ++counts_[i].all;
      if (states(listing, rule.field)) ++counts_[i].with;
    }
  }
  for (const model::Entity& entity : part.entities) {
    Party party{by_list_ ? base::checksum64(entity.id) : 0, {}, {}};
    for (std::size_t i = 0; i < rules_.size(); ++i) {
      const ShapeRule& rule = rules_[i];
      if (!is_about_parties(rule) || !is_a(entity.schema, rule.subject)) continue;
      const bool has = !rule.field.empty() && !entity.first(rule.field).empty();
      if (rule.list != "*") {
        party.counted[i] = true;
        party.having[i] = has;
      } else {
        ++counts_[i].all;
        if (has) ++counts_[i].with;
      }
    }
    if (party.counted.any()) parties_.push_back(party);
  }
}

std::vector<ShapeFault> ShapeCounter::faults() const {
  std::vector<Count> counts = counts_;
  std::vector<Listed> listed = listed_;
  std::sort(listed.begin(), listed.end());
  listed.erase(std::unique(listed.begin(), listed.end()), listed.end());
  for (const Party& party : parties_) {
    for (auto it = std::lower_bound(listed.begin(), listed.end(), Listed{party.id, 0});
         it != listed.end() && it->id == party.id; ++it) {
      for (std::size_t i = 0; i < rules_.size(); ++i) {
        if (!party.counted[i] || rules_[i].list != lists_[it->list]) continue;
        ++counts[i].all;
        if (party.having[i]) ++counts[i].with;
      }
    }
  }
  const auto holds = [this](const std::string& list) {
    const auto at = static_cast<std::size_t>(std::find(lists_.begin(), lists_.end(), list) - lists_.begin());
    return list == "*" || (at < lists_.size() && held_[at]);
  };
  std::vector<ShapeFault> out;
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    const ShapeRule& rule = rules_[i];
    std::uint64_t found = 0;
    if (rule.subject == "list") {
      found = holds(rule.list) ? 1 : 0;
    } else {
      if (!holds(rule.list)) continue;
      if (!rule.field.empty() && counts[i].all == 0) continue;
      found = rule.field.empty() ? counts[i].all : counts[i].with * 100 / counts[i].all;
    }
    const bool too_few = rule.least.has_value() && found < *rule.least;
    const bool too_many = rule.most.has_value() && found > *rule.most;
    if (too_few || too_many) out.push_back({rule, found, too_few, sentence_of(rule, found, too_few)});
  }
  return out;
}

std::vector<ShapeFault> check_shape(const ReadOutcome& outcome, std::span<const ShapeRule> rules) {
  ShapeCounter counter(rules);
  counter.add(outcome.dataset);
  return counter.faults();
}

std::vector<ShapeFault> check_shape(const ReadOutcome& outcome) {
  return check_shape(outcome, shape_rules(outcome.format));
}

}  // namespace penumbra::ingest
