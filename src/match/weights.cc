#include "match/weights.h"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <cstdint>

#include "embedded/match_weights.h"
#include "match/scoped_weights.h"

namespace penumbra::match {
namespace {

struct Field {
  std::string_view name;
  int& (*of)(Weights&);
};

#define PENUMBRA_WEIGHT(field)                         \
  Field {                                              \
    #field, [](Weights& w) -> int& { return w.field; } \
  }
#define PENUMBRA_TOLERATED(letters)                                                \
  Field {                                                                          \
    "tolerated_" #letters, [](Weights& w) -> int& { return w.tolerated[letters]; } \
  }

constexpr Field kFields[] = {
    PENUMBRA_WEIGHT(variant_spelling),
    PENUMBRA_WEIGHT(variant_short),
    PENUMBRA_WEIGHT(variant_foreign),
    PENUMBRA_WEIGHT(fold_only),
    PENUMBRA_WEIGHT(fold_short),
    PENUMBRA_WEIGHT(other_syllable),
    PENUMBRA_WEIGHT(initial),
    PENUMBRA_WEIGHT(skeleton),
    PENUMBRA_WEIGHT(skeleton_one_letter),
    PENUMBRA_WEIGHT(skeleton_two_letters),
    PENUMBRA_WEIGHT(reversed),
    PENUMBRA_WEIGHT(han_share),
    PENUMBRA_WEIGHT(hangul_share),
    PENUMBRA_WEIGHT(tiny_share),
    PENUMBRA_WEIGHT(changed_tolerated),
    PENUMBRA_WEIGHT(changed_share),
    PENUMBRA_WEIGHT(known_words),
    PENUMBRA_WEIGHT(given_slip),
    PENUMBRA_WEIGHT(known_slip),
    PENUMBRA_WEIGHT(known_different),
    PENUMBRA_WEIGHT(native_syllable),
    PENUMBRA_WEIGHT(place_conflict_least),
    PENUMBRA_WEIGHT(number_conflict_least),
    PENUMBRA_WEIGHT(together),
    PENUMBRA_WEIGHT(joined_syllables),
    PENUMBRA_WEIGHT(acronym),
    PENUMBRA_WEIGHT(acronym_short),
    PENUMBRA_WEIGHT(acronym_run),
    PENUMBRA_WEIGHT(repeated),
    PENUMBRA_WEIGHT(cheap),
    PENUMBRA_WEIGHT(tolerance),
    PENUMBRA_WEIGHT(tolerated_long),
    PENUMBRA_WEIGHT(person_absence),
    PENUMBRA_WEIGHT(person_absence_share),
    PENUMBRA_WEIGHT(person_first_absent),
    PENUMBRA_WEIGHT(person_last_absent),
    PENUMBRA_WEIGHT(person_lone_part),
    PENUMBRA_WEIGHT(person_repeated_alone),
    PENUMBRA_WEIGHT(person_lone_initial),
    PENUMBRA_WEIGHT(thing_absence),
    PENUMBRA_WEIGHT(thing_absence_share),
    PENUMBRA_WEIGHT(generic_absence_share),
    PENUMBRA_WEIGHT(thing_no_name),
    PENUMBRA_WEIGHT(thing_lone_word),
    PENUMBRA_WEIGHT(thing_only_word),
    PENUMBRA_WEIGHT(trade_information),
    PENUMBRA_WEIGHT(thing_exchanged),
    PENUMBRA_WEIGHT(thing_name_weight),
    PENUMBRA_WEIGHT(place_absence),
    PENUMBRA_WEIGHT(number_absence),
    PENUMBRA_WEIGHT(number_one_absence),
    PENUMBRA_WEIGHT(vessel_number_absence),
    PENUMBRA_WEIGHT(vessel_word_absence),
    PENUMBRA_WEIGHT(number_conflict),
    PENUMBRA_WEIGHT(number_neighbour),
    PENUMBRA_WEIGHT(place_conflict),
    PENUMBRA_WEIGHT(form_other),
    PENUMBRA_WEIGHT(form_family),
    PENUMBRA_WEIGHT(form_kind),
    PENUMBRA_WEIGHT(form_absence),
    PENUMBRA_WEIGHT(form_misspelt),
    PENUMBRA_WEIGHT(person_order),
    PENUMBRA_WEIGHT(syllable_share),
    PENUMBRA_WEIGHT(pinyin_far),
    PENUMBRA_WEIGHT(syllable_order),
    PENUMBRA_WEIGHT(thing_order),
    PENUMBRA_WEIGHT(initials),
    PENUMBRA_WEIGHT(descent),
    PENUMBRA_WEIGHT(other_sex),
    PENUMBRA_WEIGHT(slip),
    PENUMBRA_WEIGHT(form_beside_slip),
    PENUMBRA_WEIGHT(distinct),
    PENUMBRA_WEIGHT(letter_information),
    PENUMBRA_WEIGHT(edit_information),
    PENUMBRA_WEIGHT(initial_information),
    PENUMBRA_WEIGHT(common),
    PENUMBRA_WEIGHT(common_differences),
    PENUMBRA_WEIGHT(unused_differences),
    PENUMBRA_WEIGHT(second_edit),
    PENUMBRA_WEIGHT(common_order),
    PENUMBRA_WEIGHT(order_beside),
    PENUMBRA_WEIGHT(order_spelt),
    PENUMBRA_WEIGHT(absence_spelt),
    PENUMBRA_WEIGHT(many_bear),
    PENUMBRA_WEIGHT(loose_distinct),
    PENUMBRA_WEIGHT(usual_skeleton),
    PENUMBRA_WEIGHT(common_absence),
    PENUMBRA_WEIGHT(unused_absence),
    PENUMBRA_WEIGHT(other_kind),
    PENUMBRA_WEIGHT(looks_personal),
    PENUMBRA_WEIGHT(personal_loose),
    PENUMBRA_WEIGHT(one_slip),
    PENUMBRA_WEIGHT(slip_in_use),
    PENUMBRA_WEIGHT(slip_in_use_beside),
    PENUMBRA_WEIGHT(slip_information),
    PENUMBRA_WEIGHT(only_name),
    PENUMBRA_WEIGHT(nothing_met),
    PENUMBRA_TOLERATED(0),
    PENUMBRA_TOLERATED(1),
    PENUMBRA_TOLERATED(2),
    PENUMBRA_TOLERATED(3),
    PENUMBRA_TOLERATED(4),
    PENUMBRA_TOLERATED(5),
    PENUMBRA_TOLERATED(6),
    PENUMBRA_TOLERATED(7),
    PENUMBRA_TOLERATED(8),
};

#undef PENUMBRA_WEIGHT
#undef PENUMBRA_TOLERATED

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) {
    text.remove_prefix(1);
  }
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) {
    text.remove_suffix(1);
  }
  return text;
}

}  // namespace

std::string read_weights(std::string_view text, Weights& out, std::vector<WeightEntry>* entries) {
  std::vector<bool> seen(std::size(kFields), false);
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = trim(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    if (line.empty() || line.front() == '#') {
      continue;
    }
    const std::size_t bar = line.find('|');
    const std::string_view left = trim(line.substr(0, bar));
    const std::size_t blank = left.find(' ');
    if (bar == std::string_view::npos || blank == std::string_view::npos) {
      return "not \"name value | origin\": " + std::string(line);
    }
    const std::string_view name = left.substr(0, blank);
    const std::string_view number = trim(left.substr(blank));
    const auto* field =
        std::find_if(std::begin(kFields), std::end(kFields), [&](const Field& f) { return f.name == name; });
    if (field == std::end(kFields)) {
      return "no such weight: " + std::string(name);
    }
    const auto index = static_cast<std::size_t>(field - std::begin(kFields));
    if (seen[index]) {
      return "given twice: " + std::string(name);
    }
    seen[index] = true;
    int value = 0;
    const auto [rest, error] = std::from_chars(number.data(), number.data() + number.size(), value);
    if (error != std::errc() || rest != number.data() + number.size()) {
      return "not a whole number: " + std::string(line);
    }
    field->of(out) = value;
    if (entries != nullptr) {
      entries->push_back({std::string(name), value, std::string(trim(line.substr(bar + 1)))});
    }
  }
  for (std::size_t i = 0; i < seen.size(); ++i) {
    if (!seen[i]) {
      return "missing: " + std::string(kFields[i].name);
    }
  }
  return "";
}

int tolerated_edits(const Weights& weights, int letters) {
  const int end = static_cast<int>(weights.tolerated.size()) - 1;
  constexpr int kLong = 24;
  if (letters <= end) {
    return weights.tolerated[static_cast<std::size_t>(std::max(letters, 0))];
  }
  // Longer names hold more slips, and are less likely to be near one another by chance.
  const int last = weights.tolerated.back();
  return last + (weights.tolerated_long - last) * (std::min(letters, kLong) - end) / (kLong - end);
}

namespace {

// The table in use. What ScopedWeights writes in place costs weights() nothing.
Weights& table_in_use() {
  static Weights in_use = [] {
    Weights read;
    [[maybe_unused]] const std::string fault = read_weights(embedded::match_weights(), read);
    assert(fault.empty());  // part of the program; tests/match reads it too
    return read;
  }();
  return in_use;
}

}  // namespace

const Weights& weights() {
  return table_in_use();
}

ScopedWeights::ScopedWeights(const Weights& table) : before_(table_in_use()) {
  table_in_use() = table;
}

ScopedWeights::~ScopedWeights() {
  table_in_use() = before_;
}

}  // namespace penumbra::match
