// The forms under which parts of two names meet, enumerated in one place. Internal to match and index.
//
// A *term* is a part apart from the name that holds it. relate.h promises that two parts which say anything of each
// other have a form in common, or forms of letters within term_edits() of each other. An index files the forms of
// listed parts and looks up those of a query; whatever is added here is filed and looked up without further change.
#ifndef PENUMBRA_MATCH_TERMS_H_
#define PENUMBRA_MATCH_TERMS_H_

#include <cstdint>
#include <string_view>

#include "match/sounds.h"
#include "names/lexicon.h"
#include "names/name.h"

namespace penumbra::match {

// How a form meets another of its kind. Stored in the keys of indexes: never renumber.
enum class TermForm : std::uint8_t {
  kLetters = 1,   // within term_edits() of each other; also equal to a kReading
  kReading = 2,   // equal to a kLetters or kReading form
  kClass = 3,     // equal value: a variant class
  kGroup = 4,     // equal value: kind and group, or the value of a number
  kSkeleton = 5,  // equal or one edit apart, if one of the two parts has kPartAbjad
  kInitial = 6,   // the first letter: an initial meets every part that begins with it
  kSound = 7,     // equal value (sounds.h), if the two parts are of different scripts (channel_of())
};

// Calls visit(TermForm, std::string_view text, std::uint64_t value) for each form of a part with weight; `text` is
// empty where the value decides, and the value 0 where the text does.
template <typename Visit>
void for_each_term_form(const names::NameView& name, const names::Part& part, const Visit& visit) {
  if (part.kind == names::PartKind::kInitial) {
    visit(TermForm::kInitial, name.fold(part).substr(0, 1), std::uint64_t{0});
    visit(TermForm::kInitial, name.latin(part).substr(0, 1), std::uint64_t{0});
    visit(TermForm::kReading, name.fold(part), std::uint64_t{0});
    return;
  }
  const std::string_view fold = name.fold(part);
  const std::string_view latin = name.latin(part);
  visit(TermForm::kLetters, fold, std::uint64_t{0});
  if (latin != fold) visit(TermForm::kLetters, latin, std::uint64_t{0});
  if (part.readings.size > 0) {
    names::any_reading(name, part, [&](std::string_view form, int rank) {
      if (rank > 0) visit(TermForm::kReading, form, std::uint64_t{0});
      return false;
    });
  }
  for (const std::uint16_t variant : part.classes) {
    if (variant != 0) visit(TermForm::kClass, std::string_view(), std::uint64_t{names::class_of(variant)});
  }
  if (part.group != 0 || part.kind == names::PartKind::kNumber) {
    visit(TermForm::kGroup, std::string_view(),
          std::uint64_t{part.group} | static_cast<std::uint64_t>(part.kind) << 32U);
  }
  if (part.skeleton.size > 0) visit(TermForm::kSkeleton, name.skeleton(part), std::uint64_t{0});
  for (const std::uint64_t code : sound_codes(name, part)) visit(TermForm::kSound, std::string_view(), code);
}

}  // namespace penumbra::match

#endif  // PENUMBRA_MATCH_TERMS_H_
