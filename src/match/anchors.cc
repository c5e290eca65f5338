#include "match/anchors.h"

#include <algorithm>
#include <cstdio>
#include <string>

#include "match/distance.h"
#include "match/sounds.h"
#include "match/whole.h"
#include "names/lexicon.h"

namespace penumbra::match {
namespace {

using names::NameView;
using names::Part;
using names::PartKind;

// Shortest forms that are worth a look-up of their own.
constexpr std::size_t kLeastAcronym = 3;
constexpr std::size_t kLeastJoined = 4;
constexpr std::size_t kLeastSkeleton = 2;

bool writes_together(const Part& part) {
  return part.weight > 0 || part.kind == PartKind::kParticle;
}

void add(std::vector<Anchor>& out, AnchorSpace space, std::uint8_t edits, bool abjad, std::string form,
         Channel channel = Channel::kLatin) {
  Anchor anchor{space, edits, abjad, std::move(form), static_cast<std::uint8_t>(channel)};
  const auto same = std::find_if(out.begin(), out.end(), [&](const Anchor& a) {
    return a.space == anchor.space && a.form == anchor.form && a.abjad == anchor.abjad && a.channel == anchor.channel;
  });
  if (same == out.end()) {
    out.push_back(std::move(anchor));
  } else {
    same->edits = std::max(same->edits, anchor.edits);
  }
}

std::string hexadecimal(char prefix, std::uint32_t value) {
  char text[16];
  std::snprintf(text, sizeof text, "%c%x", prefix, value);
  return text;
}

// The only informative word of a name survives a slip even if it is short: there is nothing else to find it by.
std::uint8_t edits_of(const Part& part, std::size_t bytes, bool alone) {
  constexpr std::size_t kLeastAlone = 2;
  const bool short_word = alone && bytes >= kLeastAlone && part.kind != PartKind::kNumber;
  return std::max<std::uint8_t>(part_edits(bytes), short_word ? 1 : 0);
}

// Words for "and" that may stand between two others.
bool is_and(std::string_view word) {
  static constexpr std::string_view kWords[] = {"and", "und", "et", "y", "i", "e", "ve", "va", "wa", "og", "och", "en"};
  return std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords);
}

// A word for a group of firms, which acronyms pass over.
bool is_group(const Part& part, std::string_view latin) {
  return part.kind == PartKind::kGeneric && (latin == "group" || latin == "holding" || latin == "holdings");
}

// Whether the part gives its first letter. Numbers never do. `joins`: it is a word for "and".
bool gives_initial(const Part& part, std::string_view latin, Initials of, bool joins) {
  // A form that is spelled out, not "gmbh", nor a phrase but "Company Limited"; "corp" is hardly ever anything else.
  constexpr std::size_t kLeastForm = 7;
  constexpr std::size_t kMostForm = 12;
  switch (part.kind) {
    case PartKind::kNumber:
      return false;
    case PartKind::kStop:
    case PartKind::kParticle:
      // One letter binds words, and gives none: "Vezarat-e Ettelaat va ...".
      return part.weight > 0 || (of == Initials::kWithStops && latin.size() > 1) ||
             (of == Initials::kWithOf && !joins && latin.size() > 1 && latin != "the");
    case PartKind::kLegalForm:
      return part.weight > 0 || ((of == Initials::kWithForm || of == Initials::kFirstOfPairs) &&
                                 ((latin.size() >= kLeastForm && latin.size() <= kMostForm) || latin == "corp" ||
                                  latin.starts_with("companyl") || latin.starts_with("col")));
    default:
      return part.weight > 0;
  }
}

// "Exploration" is X in acronyms.
char sounded_initial(std::string_view latin) {
  return latin.starts_with("ex") && latin.size() > 3 ? 'x' : latin[0];
}

// The long name of a state is one part, written together: "islamicrepublicofiran" is I, R, I. Whether there was room.
bool add_initials_of_state(std::string_view latin, Acronym& out) {
  static constexpr std::string_view kWords[] = {
      "islamic", "republic", "democratic", "peoples", "socialist", "federal", "federation", "united",
      "kingdom", "states",   "emirates",   "arab",    "russian",   "of",      "the",        "and"};
  while (!latin.empty()) {
    const auto* word = std::find_if(std::begin(kWords), std::end(kWords),
                                    [&](std::string_view known) { return latin.starts_with(known); });
    const bool known = word != std::end(kWords);
    const bool stop = known && word->size() <= 3;
    if (!stop && !out.add(latin[0])) {
      return false;
    }
    latin.remove_prefix(known ? word->size() : latin.size());
  }
  return true;
}

}  // namespace

Acronym acronym(const NameView& name, Initials of) {
  constexpr std::ptrdiff_t kLeastWords = 2;
  constexpr std::ptrdiff_t kWords = 3;
  Acronym out;
  std::ptrdiff_t words = 0;
  bool behind_and = false;
  for (const Part& part : name.parts) {
    const std::string_view latin = name.latin(part);
    const bool skipped = of == Initials::kFirstOfPairs && (behind_and || is_group(part, latin));
    const bool joins = part.kind == PartKind::kStop && is_and(latin);
    behind_and = joins;
    if (latin.empty() || skipped || !gives_initial(part, latin, of, joins)) {
      continue;
    }
    words += part.weight > 0 ? 1 : 0;
    const bool fits = part.kind == PartKind::kPlace
                          ? add_initials_of_state(latin, out)
                          : out.add(of == Initials::kExAsX ? sounded_initial(latin) : latin[0]);
    if (!fits) {
      return {};
    }
  }
  const std::size_t letters = out.view().size();
  const bool enough = letters > kLeastAcronym ? words >= kLeastWords : letters == kLeastAcronym && words >= kWords;
  return enough ? out : Acronym();
}

unsigned different_initials(const NameView& name) {
  const auto bit = [](Initials of) { return 1U << static_cast<unsigned>(of); };
  unsigned out = bit(Initials::kContent);
  for (const Part& part : name.parts) {
    switch (part.kind) {
      case PartKind::kStop:
      case PartKind::kParticle:
        out |= bit(Initials::kWithStops) | bit(Initials::kWithOf) | bit(Initials::kFirstOfPairs);
        break;
      case PartKind::kLegalForm:
        out |= bit(Initials::kWithForm) | bit(Initials::kFirstOfPairs);
        break;
      default:
        out |= is_group(part, name.latin(part)) ? bit(Initials::kFirstOfPairs) : 0U;
        break;
    }
    out |= name.latin(part).starts_with("ex") ? bit(Initials::kExAsX) : 0U;
  }
  return name.parts.empty() ? 0 : out;
}

std::size_t most_initials(const NameView& name) {
  // "Islamic Republic of Iran" and its kin are one part.
  constexpr std::uint16_t kBytesOfState = 9;
  constexpr std::size_t kLettersOfState = 6;
  std::size_t count = name.parts.size();
  for (const Part& part : name.parts) {
    count += part.kind == PartKind::kPlace && part.latin.size >= kBytesOfState ? kLettersOfState : 0;
  }
  return count;
}

std::vector<Anchor> anchors(const NameView& name) {
  std::vector<Anchor> out;
  const std::size_t count = name.parts.size();
  const bool alone = std::count_if(name.parts.begin(), name.parts.end(),
                                   [](const Part& part) { return (part.flags & names::kPartAnchor) != 0; }) == 1;
  for (std::size_t i = 0; i < count; ++i) {
    const Part& part = name.parts[i];
    const std::string_view fold = name.fold(part);
    if ((part.flags & names::kPartAnchor) != 0) {
      add(out, AnchorSpace::kLetters, edits_of(part, fold.size(), alone), false, std::string(fold));
      // Slips can disturb a fold, so the plain letters are an anchor as well.
      const std::string_view latin = name.latin(part);
      if (latin != fold && part.kind != PartKind::kNumber) {
        add(out, AnchorSpace::kLetters, edits_of(part, latin.size(), alone), false, std::string(latin));
      }
      if (part.readings.size > 0) {
        names::any_reading(name, part, [&](std::string_view form, int rank) {
          if (rank > 0) {
            add(out, AnchorSpace::kLetters, 0, false, std::string(form));
          }
          return false;
        });
      }
      for (const std::uint16_t variant : part.classes) {
        if (variant != 0) {
          add(out, AnchorSpace::kClass, 0, false, hexadecimal('c', names::class_of(variant)));
        }
      }
      if (part.group != 0 && (part.kind == PartKind::kPlace || part.kind == PartKind::kGeneric)) {
        add(out, AnchorSpace::kClass, 0, false, hexadecimal('g', part.group));
      }
      if (part.skeleton.size >= kLeastSkeleton) {
        add(out, AnchorSpace::kSkeleton, skeleton_edits(part.skeleton.size), (part.flags & names::kPartAbjad) != 0,
            std::string(name.skeleton(part)));
      }
      for (const std::uint64_t code : sound_codes(name, part)) {
        add(out, AnchorSpace::kSound, 0, false, std::to_string(code), channel_of(part));
      }
    }
    if (i + 1 < count && writes_together(part) && writes_together(name.parts[i + 1])) {
      const Part& next = name.parts[i + 1];
      std::string joined(fold);
      joined += name.fold(next);
      if (((part.flags | next.flags) & names::kPartAnchor) != 0 && joined.size() >= kLeastJoined) {
        const std::uint8_t edits = joined_edits(joined.size());
        add(out, AnchorSpace::kLetters, edits, false, std::move(joined));
      }
    }
  }
  if (name.joined.size >= kLeastJoined && count >= 3) {
    add(out, AnchorSpace::kLetters, joined_edits(name.joined.size), false, std::string(name.text(name.joined)));
  }
  if (name.type != names::NameType::kPerson && name.type != names::NameType::kVessel) {
    for (const Initials of : kAllInitials) {
      if (const Acronym initials = acronym(name, of); !initials.view().empty()) {
        add(out, AnchorSpace::kLetters, 0, false, std::string(initials.view()));
      }
    }
  }
  for (std::string& form : whole_forms(name)) {
    const std::uint8_t edits = joined_edits(form.size());
    add(out, AnchorSpace::kWhole, edits, false, std::move(form));
  }
  return out;
}

bool meet(const Anchor& a, const Anchor& b) {
  if (a.space != b.space) {
    return false;
  }
  if (a.space == AnchorSpace::kSkeleton && !a.abjad && !b.abjad) {
    return false;
  }
  if (a.space == AnchorSpace::kSound && a.channel == b.channel) {
    return false;
  }
  const int edits = std::min(a.edits, b.edits);
  if (edits == 0) {
    return a.form == b.form;
  }
  const auto [shorter, longer] = std::minmax({a.form.size(), b.form.size()});
  return longer - shorter <= static_cast<std::size_t>(edits) && osa_distance(a.form, b.form) <= edits;
}

bool share_anchor(const NameView& a, const NameView& b) {
  const std::vector<Anchor> of_b = anchors(b);
  for (const Anchor& x : anchors(a)) {
    for (const Anchor& y : of_b) {
      if (meet(x, y)) {
        return true;
      }
    }
  }
  return false;
}

}  // namespace penumbra::match
