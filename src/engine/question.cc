#include "engine/question.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "base/csv.h"
#include "model/kinds.h"

namespace penumbra::engine {
namespace {

// What `all` asks about: things that have a life of their own and need others.
constexpr std::array<std::string_view, 7> kAskedByAll = {"Programme", "Mission",    "Spacecraft", "LaunchVehicle",
                                                         "Station",   "LaunchSite", "Facility"};

Error unknown_id(std::string_view what, std::string_view id, const std::vector<std::string_view>& known) {
  const std::string near = base::CsvHeader::closest(id, known);
  return {ErrorCode::kNotFound,
          "no " + std::string(what) + " \"" + std::string(id.substr(0, 96)) + "\" is on record",
          {},
          near.empty() ? "Check the id" : "Did you mean \"" + near + "\"?"};
}

}  // namespace

Status check_regimes(const model::Dataset& facts, const std::vector<std::string>& regimes) {
  if (regimes.empty()) return {};
  std::set<std::string> known;
  const model::Kinds& kinds = model::Kinds::get();
  for (const std::string_view id : kinds.list_ids()) {
    known.insert(kinds.list(id)->regime);
    known.insert(kinds.list(id)->jurisdiction);
  }
  for (const model::Entity& entity : facts.entities) {
    if (entity.schema != "Measure") continue;
    for (const std::string_view code : entity.get("country")) known.insert(std::string(code));
  }
  for (const std::string& regime : regimes) {
    if (known.contains(regime)) continue;
    std::string list;
    for (const std::string& each : known) list += (list.empty() ? "" : ", ") + each;
    return Error{
        ErrorCode::kInvalidArgument, "unknown regime \"" + regime.substr(0, 60) + "\"", {}, "Known are: " + list};
  }
  return {};
}

Result<std::vector<Asked>> choose(const graph::DependencyWorld& world, const Question& query) {
  const int asked = static_cast<int>(!query.entity.empty()) + static_cast<int>(!query.portfolio.empty()) +
                    static_cast<int>(query.all);
  if (asked != 1) {
    return Error{ErrorCode::kInvalidArgument,
                 "a question names one entity, one portfolio, or all",
                 {},
                 "Give exactly one of them"};
  }
  std::vector<Asked> out;
  const model::Dataset& facts = world.facts();
  if (!query.entity.empty()) {
    const graph::EntityIndex index = world.find(query.entity);
    if (index == graph::kNoEntity) {
      std::vector<std::string_view> known;
      for (const model::Entity& entity : facts.entities) known.emplace_back(entity.id);
      return unknown_id("entity", query.entity, known);
    }
    std::string section;
    for (const model::PortfolioMember& member : facts.portfolio) {
      if (member.entity == query.entity) section = member.section;
    }
    out.push_back({index, section});
    return out;
  }
  if (query.all) {
    for (std::size_t i = 0; i < facts.entities.size(); ++i) {
      const std::string& schema = facts.entities[i].schema;
      if (std::find(kAskedByAll.begin(), kAskedByAll.end(), schema) != kAskedByAll.end()) {
        out.push_back({static_cast<graph::EntityIndex>(i), schema});
      }
    }
    std::sort(out.begin(), out.end(), [&](const Asked& a, const Asked& b) {
      return std::tie(a.section, world.entity(a.entity).id) < std::tie(b.section, world.entity(b.entity).id);
    });
    return out;
  }
  std::vector<const model::PortfolioMember*> members;
  std::vector<std::string_view> known;
  for (const model::PortfolioMember& member : facts.portfolio) {
    known.emplace_back(member.portfolio);
    if (member.portfolio == query.portfolio) members.push_back(&member);
  }
  if (members.empty()) return unknown_id("portfolio", query.portfolio, known);
  std::stable_sort(members.begin(), members.end(), [](const auto* a, const auto* b) {
    return std::tie(a->order, a->entity) < std::tie(b->order, b->entity);
  });
  for (const model::PortfolioMember* member : members) {
    const graph::EntityIndex index = world.find(member->entity);
    if (index != graph::kNoEntity) out.push_back({index, member->section});
  }
  return out;
}

}  // namespace penumbra::engine
