#include "engine/exposure_things.h"

#include <algorithm>
#include <array>
#include <set>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "text/script.h"
#include "text/utf8.h"

namespace penumbra::engine {
namespace {

using text::Script;

// Countries whose official texts are written in another script than Latin, by the official languages of the Unicode
// CLDR (release 45, supplemental data, territory-language information). Known from public record; the file was not
// read for this table. Where a country writes two scripts, both are given; Latin needs no row.
constexpr std::array<std::pair<std::string_view, Script>, 53> kScripts = {{
    {"ae", Script::kArabic},   {"af", Script::kArabic},   {"am", Script::kArmenian}, {"ba", Script::kCyrillic},
    {"bd", Script::kIndic},    {"bg", Script::kCyrillic}, {"bh", Script::kArabic},   {"by", Script::kCyrillic},
    {"cn", Script::kHan},      {"cy", Script::kGreek},    {"dz", Script::kArabic},   {"eg", Script::kArabic},
    {"er", Script::kEthiopic}, {"et", Script::kEthiopic}, {"ge", Script::kGeorgian}, {"gr", Script::kGreek},
    {"hk", Script::kHan},      {"il", Script::kHebrew},   {"in", Script::kIndic},    {"iq", Script::kArabic},
    {"ir", Script::kArabic},   {"jo", Script::kArabic},   {"jp", Script::kHan},      {"jp", Script::kKana},
    {"kg", Script::kCyrillic}, {"kh", Script::kKhmer},    {"kp", Script::kHangul},   {"kr", Script::kHangul},
    {"kw", Script::kArabic},   {"kz", Script::kCyrillic}, {"la", Script::kThai},     {"lb", Script::kArabic},
    {"lk", Script::kIndic},    {"ly", Script::kArabic},   {"ma", Script::kArabic},   {"me", Script::kCyrillic},
    {"mk", Script::kCyrillic}, {"mm", Script::kMyanmar},  {"mn", Script::kCyrillic}, {"om", Script::kArabic},
    {"pk", Script::kArabic},   {"qa", Script::kArabic},   {"rs", Script::kCyrillic}, {"ru", Script::kCyrillic},
    {"sa", Script::kArabic},   {"sy", Script::kArabic},   {"th", Script::kThai},     {"tj", Script::kCyrillic},
    {"tn", Script::kArabic},   {"tw", Script::kHan},      {"ua", Script::kCyrillic}, {"np", Script::kIndic},
    {"ye", Script::kArabic},
}};

// The script of most letters; kNone where there are none.
Script main_script(std::string_view name) {
  std::array<std::size_t, 64> counts{};
  for (std::size_t at = 0; at < name.size();) {
    const Script script = text::script_of(text::decode(name, at));
    if (script != Script::kNone && script != Script::kMark) ++counts[static_cast<std::size_t>(script)];
  }
  const auto most = std::max_element(counts.begin(), counts.end());
  return *most == 0 ? Script::kNone : static_cast<Script>(most - counts.begin());
}

bool writes(std::span<const std::string_view> countries, Script script) {
  if (countries.empty()) return true;
  return std::any_of(kScripts.begin(), kScripts.end(), [&](const auto& row) {
    return row.second == script && std::find(countries.begin(), countries.end(), row.first) != countries.end();
  });
}

}  // namespace

std::string original_name(const model::Entity& entity) {
  const Script shown = main_script(entity.caption());
  if (shown == Script::kNone) return "";
  const std::vector<std::string_view> countries = entity.get("country");
  for (const model::EntityName& name : model::names_of(entity)) {
    if (name.strength == model::NameStrength::kWeak) continue;
    const Script script = main_script(name.text);
    if (script == shown || script == Script::kNone) continue;
    if (shown == Script::kLatin ? writes(countries, script) : script == Script::kLatin) return std::string(name.text);
  }
  return "";
}

void collect_things(const graph::DependencyWorld& world, ExposureAnswer& answer) {
  std::set<std::string_view> ids;
  const auto add_all = [&](const std::vector<NamedThing>& things) {
    for (const NamedThing& thing : things) ids.insert(thing.id);
  };
  for (const EntityExposure& entity : answer.entities) {
    ids.insert(entity.id);
    for (const Exposure& exposure : entity.exposures) {
      ids.insert({exposure.target.id, exposure.cause.other, exposure.behind.id});
      add_all(exposure.stand_ins);
      add_all(exposure.replacements);
      for (const ExposureHop& hop : exposure.chain) ids.insert({hop.from, hop.to});
    }
    for (const ExposureState& state : entity.history) ids.insert({state.side, state.cause});
    for (const ExposureNote& note : entity.events) ids.insert(note.entity);
    for (const ExposureAbsence& absence : entity.not_listed) ids.insert(absence.party.id);
  }
  for (const std::string_view id : ids) {
    const graph::EntityIndex index = world.find(id);
    if (index == graph::kNoEntity) continue;
    const model::Entity& entity = world.entity(index);
    ExposureThing thing{entity.id, std::string(entity.caption()), original_name(entity), entity.schema, ""};
    for (const std::string_view code : entity.get("country")) {
      thing.country += (thing.country.empty() ? "" : " ") + std::string(code);
    }
    answer.things.push_back(std::move(thing));
  }
}

}  // namespace penumbra::engine
