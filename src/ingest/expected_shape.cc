// The figures are counted anew for each rule rather than in one pass over a table of counters: there are some twenty
// rules, and a list of a hundred thousand parties is counted in milliseconds.
#include "ingest/expected_shape.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <unordered_map>
#include <unordered_set>

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

struct Count {
  std::uint64_t all = 0;
  std::uint64_t with = 0;
};

class Version {
 public:
  explicit Version(const ReadOutcome& outcome) : outcome_(outcome) {
    for (const model::Designation& listing : outcome.dataset.designations) {
      listed_[listing.list].insert(listing.entity);
    }
  }

  bool holds(const std::string& list) const { return list == "*" || listed_.contains(list); }

  Count count(const ShapeRule& rule) const {
    Count out;
    if (rule.subject == "edge") {
      out.all = outcome_.dataset.relationships.size();
    } else if (rule.subject == "listing") {
      for (const model::Designation& listing : outcome_.dataset.designations) {
        if (rule.list != "*" && listing.list != rule.list) continue;
        ++out.all;
        if (states(listing, rule.field)) ++out.with;
      }
    } else {
      const auto on_list = listed_.find(rule.list);
      for (const model::Entity& entity : outcome_.dataset.entities) {
        if (rule.list != "*" && (on_list == listed_.end() || !on_list->second.contains(entity.id))) continue;
        if (!is_a(entity.schema, rule.subject)) continue;
        ++out.all;
        if (!rule.field.empty() && !entity.first(rule.field).empty()) ++out.with;
      }
    }
    return out;
  }

 private:
  static bool is_a(const std::string& schema, const std::string& ancestor) {
    if (schema == ancestor) return true;
    const model::Schema* known = model::Vocabulary::get().find(schema);
    return known != nullptr && known->is_a(ancestor);
  }

  const ReadOutcome& outcome_;
  std::unordered_map<std::string, std::unordered_set<std::string_view>> listed_;
};

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

std::vector<ShapeFault> check_shape(const ReadOutcome& outcome, std::span<const ShapeRule> rules) {
  std::vector<ShapeFault> out;
  const Version version(outcome);
  for (const ShapeRule& rule : rules) {
    std::uint64_t found = 0;
    if (rule.subject == "list") {
      found = version.holds(rule.list) ? 1 : 0;
    } else {
      if (!version.holds(rule.list)) continue;
      const Count count = version.count(rule);
      if (!rule.field.empty() && count.all == 0) continue;
      found = rule.field.empty() ? count.all : count.with * 100 / count.all;
    }
    const bool too_few = rule.least.has_value() && found < *rule.least;
    const bool too_many = rule.most.has_value() && found > *rule.most;
    if (too_few || too_many) out.push_back({rule, found, too_few, sentence_of(rule, found, too_few)});
  }
  return out;
}

std::vector<ShapeFault> check_shape(const ReadOutcome& outcome) {
  return check_shape(outcome, shape_rules(outcome.format));
}

}  // namespace penumbra::ingest
