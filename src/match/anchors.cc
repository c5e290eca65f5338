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

}  // namespace

std::string acronym(const NameView& name, Initials of) {
  std::string out;
  for (const Part& part : name.parts) {
    if (gives_initial(part, of) && part.latin.size > 0) {
      out.push_back(name.latin(part)[0]);
    }
  }
  return out;
}

std::vector<Anchor> anchors(const NameView& name) {
  std::vector<Anchor> out;
  const std::size_t count = name.parts.size();
  std::size_t content = 0;
  const bool alone = std::count_if(name.parts.begin(), name.parts.end(),
                                   [](const Part& part) { return (part.flags & names::kPartAnchor) != 0; }) == 1;
  for (std::size_t i = 0; i < count; ++i) {
    const Part& part = name.parts[i];
    content += part.weight > 0 ? 1 : 0;
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
  if (content >= kLeastAcronym && name.type != names::NameType::kPerson && name.type != names::NameType::kVessel) {
    for (const Initials of : kAllInitials) {
      std::string initials = acronym(name, of);
      if (initials.size() >= kLeastAcronym) {
        add(out, AnchorSpace::kLetters, 0, false, std::move(initials));
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
