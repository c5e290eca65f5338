#include "match/relate.h"

#include <algorithm>
#include <string_view>

#include "match/anchors.h"
#include "match/channel.h"
#include "match/distance.h"
#include "match/sounds.h"
#include "match/weights.h"
#include "names/east_asian.h"
#include "names/fold.h"
#include "names/lexicon.h"
#include "text/han.h"

namespace penumbra::match {
namespace {

using names::NameView;
using names::Part;
using names::PartKind;

constexpr std::uint32_t bits_of(std::string_view letters) {
  std::uint32_t bits = 0;
  for (const char c : letters) {
    bits |= 1U << static_cast<unsigned>(c - 'a');
  }
  return bits;
}
// Letters of a fold that stand for others by what is beside them.
constexpr std::uint32_t kReadByNeighbours = bits_of("chks");

// Words up to this many letters are short.
constexpr std::size_t kShortWord = 4;
// From this class of names/frequency.h up, one in 1,450 words of names, a word is as likely itself as a slip of
// another.
constexpr int kKnownClass = 20;
// Another script, and both words are names of the tables that are no variants of each other (Hassan, Hussein): another
// person's, however near the letters.
constexpr int kCostKnownDifferent = 130;
// A slip in a short form of a name.
constexpr int kCostSlip = 100;
// Another script, other letters, though all evidence speaks for one name.
constexpr int kCostAcross = 6;

int best_variant_cost(const Part& p, const Part& q) {
  const Weights& w = weights();
  int best = -1;
  const bool syllables = ((p.flags | q.flags) & (names::kPartHan | names::kPartHangul)) != 0;
  if ((p.class_bits & q.class_bits) == 0) {
    return best;
  }
  for (const std::uint16_t x : p.classes) {
    if (x == 0) {
      break;
    }
    for (const std::uint16_t y : q.classes) {
      if (y == 0 || names::class_of(x) != names::class_of(y)) {
        continue;
      }
      const auto tier_cost = [&w](std::uint16_t variant) {
        const auto tier = names::tier_of(variant);
        return tier == names::Tier::kSpelling  ? 0
               : tier == names::Tier::kShort   ? w.variant_short
               : tier == names::Tier::kPetSlip ? w.variant_short + kCostSlip
                                               : w.variant_foreign;
      };
      // A short form of one language and a form of another are further apart than either is from the name.
      // Syllables of another language that happen to read like a pet or foreign form are none.
      if (syllables && (names::tier_of(x) != names::Tier::kSpelling || names::tier_of(y) != names::Tier::kSpelling)) {
        continue;
      }
      const bool same_tier = names::tier_of(x) == names::tier_of(y);
      const int cost = w.variant_spelling + tier_cost(x) + (same_tier ? 0 : tier_cost(y));
      best = best < 0 ? cost : std::min(best, cost);
    }
  }
  return best;
}

// Letters of the ending that two folded words share and that many names have ("Karimzadeh", "Rahimzadeh"), 0 if none:
// what tells such names apart is the rest.
int shared_ending(std::string_view s, std::string_view t) {
  // Folded as words are (names/fold.h).
  static constexpr std::string_view kEndings[] = {
      "shvili", "opulos", "zade", "enko", "oglu", "oeva", "aeva",  "ieva",  "ula",  "udin", "chuk", "pur",  "dze",
      "ian",    "oev",    "aev",  "iev",  "esku", "son",  "ovich", "evich", "ovik", "evik", "idis", "akis", "vala"};
  constexpr std::size_t kLeastStem = 2;
  for (const std::string_view ending : kEndings) {
    if (std::min(s.size(), t.size()) >= ending.size() + kLeastStem && s.ends_with(ending) && t.ends_with(ending)) {
      return static_cast<int>(ending.size());
    }
  }
  return 0;
}

// By how many percent an edit costs less because one of two words is a name that many bear and the other a word that
// nobody does: then it is that name with a slip ("Svelana").
int slip_discount(const Part& p, const Part& q, int edits) {
  constexpr std::size_t kLeastLetters = 6;  // of the longer word
  const Part& known = p.frequency >= q.frequency ? p : q;
  const Part& other = p.frequency >= q.frequency ? q : p;
  if (edits != 1 || std::max(p.latin.size, q.latin.size) < kLeastLetters || known.frequency < kKnownClass ||
      other.frequency != 0 || other.classes[0] != 0) {
    return 0;
  }
  return known.classes[0] != 0 ? weights().given_slip : weights().known_slip;
}

// What edits between two words cost, by how much of the words they change and by what is known of the words.
int spelling_cost(const Part& p, const Part& q, int cost, int edits, int longer, bool variants) {
  const Weights& w = weights();
  int share = 0;
  // The larger the part of a word that has changed, the likelier it is another word; and short words carry little
  // beyond each letter, syllables of Chinese and Korean names above all.
  share += std::max(0, 100 * edits / longer - w.changed_tolerated) * w.changed_share / 100;
  share += longer <= 3 ? w.tiny_share : 0;
  share += syllable_surcharge(p, q);
  // A word that many people bear is no slip of another such word, nor are two names of the tables that are no variants.
  const bool known_different = p.classes[0] != 0 && q.classes[0] != 0 && !variants;
  const int known = known_different ? kKnownClass : std::min({int{p.frequency}, int{q.frequency}, kKnownClass});
  share += w.known_words * known / kKnownClass;
  share -= slip_discount(p, q, edits);
  cost += cost * share / 100;
  return std::min(cost, kMaxConflict);
}

// The least cost at which a form of one part equals one of the other, where their folds differ. -1 if none does.
// `without`: a form of a Latin part that does not count.
int best_reading_cost(const NameView& x, const Part& p, const NameView& y, const Part& q,
                      std::string_view without = {}) {
  int best = -1;
  if ((p.readings.size | q.readings.size) == 0 || (p.reading_bits & q.reading_bits) == 0) {
    return best;
  }
  const auto left_out = [without](const Part& part, std::string_view form, int rank) {
    return rank > 0 && form == without && channel_of(part) == Channel::kLatin;
  };
  names::any_reading(x, p, [&](std::string_view s, int rank) {
    return names::any_reading(y, q, [&](std::string_view t, int other_rank) {
      const int cost = reading_cost(rank, other_rank);
      if (s == t && (best < 0 || cost < best) && !left_out(p, s, rank) && !left_out(q, t, other_rank)) {
        best = cost;
      }
      return false;
    });
  });
  return best;
}

// Whether one of two Latin words ends in n and the other in ng, which are other syllables in Korean and Chinese names
// (Joon, Jung), however else they are spelt.
bool end_in_other_nasals(const NameView& x, const Part& p, const NameView& y, const Part& q) {
  constexpr auto kLetters = static_cast<std::uint8_t>(~names::kPartAnchor);
  // Words of trades are none: "Sakhteman" is a building.
  if (((p.flags | q.flags) & kLetters) != 0 || (p.kind == PartKind::kGeneric && q.kind == PartKind::kGeneric)) {
    return false;
  }
  const std::string_view s = x.latin(p);
  const std::string_view t = y.latin(q);
  return (s.ends_with("ng") && t.ends_with('n')) || (s.ends_with('n') && t.ends_with("ng"));
}

// Whether a short Latin word has no vowel: an acronym, whose letters are said one by one ("CJNG" does not sound like
// "king").
bool is_spelt_out(std::string_view latin) {
  constexpr std::size_t kMostLetters = 4;
  return latin.size() <= kMostLetters && latin.find_first_of("aeiouy") == std::string_view::npos;
}

std::size_t code_points(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::count_if(utf8.begin(), utf8.end(), [](char c) { return (static_cast<std::uint8_t>(c) & 0xC0U) != 0x80U; }));
}

// Characters of Han or Hangul that differ, where both sides show them in one script. -1 if they cannot be compared.
int native_difference(const NameView& x, const Part& p, const NameView& y, const Part& q) {
  constexpr std::uint8_t kSyllabic = names::kPartHan | names::kPartHangul;
  if (p.native.size == 0 || q.native.size == 0 || (p.flags & q.flags & kSyllabic) == 0) {
    return -1;
  }
  const std::string_view s = x.native(p);
  const std::string_view t = y.native(q);
  if (s == t) {
    return 0;
  }
  const std::size_t n = code_points(s);
  const std::size_t m = code_points(t);
  int different = static_cast<int>(n > m ? n - m : m - n);
  // Characters of these scripts take three bytes (Han beyond the basic plane four: then the whole counts as different).
  if (s.size() == 3 * n && t.size() == 3 * m) {
    for (std::size_t i = 0; i < std::min(n, m); ++i) {
      different += s.substr(3 * i, 3) != t.substr(3 * i, 3) ? 1 : 0;
    }
  } else {
    different = static_cast<int>(std::max(n, m));
  }
  return different;
}

bool meets_by_skeleton(const NameView& x, const Part& p, const NameView& y, const Part& q) {
  if (((p.flags | q.flags) & names::kPartAbjad) == 0 || p.skeleton.size == 0 || q.skeleton.size == 0) {
    return false;
  }
  const int edits = osa_distance(x.skeleton(p), y.skeleton(q));
  return edits == 0 || (edits == 1 && std::min(p.skeleton.size, q.skeleton.size) >= 3);
}

// Words of two scripts that meet by their letters, sounds or consonants: what they cost is learned.
PartRelation relate_across(const NameView& x, const Part& p, const NameView& y, const Part& q) {
  // Most pairs that share a sound end here, after two or three letters.
  const int evidence = channel_evidence(x, p, y, q, kLeastEvidence);
  if (evidence < kLeastEvidence) {
    return {};
  }
  const int limit = term_edits(std::min(p.fold.size, q.fold.size));
  const int folded = osa_distance(x.fold(p), y.fold(q));
  const int plain = osa_distance(x.latin(p), y.latin(q));
  const bool by_skeleton = meets_by_skeleton(x, p, y, q);
  const bool by_sound = share_sound(sound_codes(x, p), sound_codes(y, q));
  if (std::min(folded, plain) > limit && !by_skeleton && !by_sound) {
    return {};
  }
  const bool both_anchors = (p.flags & q.flags & names::kPartAnchor) != 0;
  const bool near = folded <= std::min(part_edits(p.fold.size), part_edits(q.fold.size)) ||
                    plain <= std::min(part_edits(p.latin.size), part_edits(q.latin.size));
  const bool known_different = p.classes[0] != 0 && q.classes[0] != 0 && best_variant_cost(p, q) < 0;
  return {Relation::kSkeleton,
          both_anchors && (near || by_sound || (by_skeleton && std::min(p.skeleton.size, q.skeleton.size) >= 2)),
          kCostAcross + channel_cost(evidence, std::min(p.fold.size, q.fold.size)) +
              (known_different ? kCostKnownDifferent : 0),
          std::min(folded, plain) > 1 && !by_sound && !(by_skeleton && x.skeleton(p) == y.skeleton(q))};
}

// Whether a word of Chinese characters or Korean syllables may be a name of those languages: a family or given name,
// of two characters at most; Korean ones have few of all syllables. Longer words are foreign names as they sound.
bool is_native_name(const NameView& name, const Part& part) {
  constexpr int kBytesOfCharacter = 3;
  return part.native.size <= 2 * kBytesOfCharacter &&
         ((part.flags & names::kPartHangul) == 0 || names::has_korean_syllables(name.native(part)));
}

// Whether one part is written in Chinese characters or Korean syllables and the other is another word of such syllables
// in Latin letters, as far as its spelling tells: then it is another name, and no reading of the first.
bool other_syllables(const NameView& x, const Part& p, const NameView& y, const Part& q) {
  constexpr std::uint8_t kSyllabic = names::kPartHan | names::kPartHangul;
  if ((p.flags & kSyllabic) == 0) {
    return (q.flags & kSyllabic) != 0 && other_syllables(y, q, x, p);
  }
  const std::string_view latin = y.latin(q);
  if ((q.flags & ~names::kPartAnchor) != 0 || x.latin(p) == latin || !is_native_name(x, p)) {
    return false;
  }
  if ((p.flags & names::kPartHan) == 0) {
    const std::string key = names::is_korean_word(latin) ? names::korean_key(latin) : std::string();
    return !key.empty() && key != names::korean_key(x.latin(p)) &&
           !names::any_reading(x, p, [&](std::string_view form, int) { return form == key; });
  }
  // No syllable of pinyin has a doubled vowel: "Lee" and "Soo" are other spellings.
  return latin.find("ee") == std::string_view::npos && latin.find("oo") == std::string_view::npos &&
         !text::wade_giles(latin).empty();
}

// Whether a reading that two parts share is the Wade-Giles form of a Latin word that is pinyin of other syllables than
// the characters, and no other: Wade-Giles writes them alike once folded (jian and jin: chien, chin).
bool only_wade_giles_alike(const NameView& x, const Part& p, const NameView& y, const Part& q) {
  if (((p.flags | q.flags) & names::kPartHan) == 0 || !other_syllables(x, p, y, q)) {
    return false;
  }
  const std::string_view latin = channel_of(p) == Channel::kLatin ? x.latin(p) : y.latin(q);
  return best_reading_cost(x, p, y, q, names::fold(text::wade_giles(latin))) < 0;
}

// Whether a Latin word has no more letters than the other has Chinese characters: hardly any character is read as a
// single letter, and what tables of readings hold of such is noise ("Ri" for two characters).
bool too_few_letters(const Part& characters, const Part& latin) {
  constexpr int kBytesOfCharacter = 3;
  return (characters.flags & names::kPartHan) != 0 && characters.native.size >= 2 * kBytesOfCharacter &&
         latin.native.size == 0 && latin.latin.size * kBytesOfCharacter <= characters.native.size;
}

}  // namespace

int syllable_surcharge(const Part& p, const Part& q) {
  const auto flags = p.flags | q.flags;
  return (flags & names::kPartHan) != 0      ? weights().han_share
         : (flags & names::kPartHangul) != 0 ? weights().hangul_share
                                             : 0;
}

bool cannot_meet(const Part& p, const Part& q) {
  constexpr std::uint8_t kBySkeleton = names::kPartAbjad;
  constexpr std::uint8_t kScript = names::kPartOther | names::kPartScriptLow | names::kPartScriptHigh;
  if (p.hash == q.hash || (p.class_bits & q.class_bits) != 0 || (p.group != 0 && p.group == q.group) ||
      p.kind == PartKind::kInitial || q.kind == PartKind::kInitial || ((p.flags | q.flags) & kBySkeleton) != 0 ||
      ((p.flags ^ q.flags) & kScript) != 0) {
    return false;
  }
  if ((p.readings.size | q.readings.size) != 0 && (p.reading_bits & q.reading_bits) != 0) {
    return false;
  }
  const int longer = std::max(p.fold.size, q.fold.size);
  const int shorter = std::min(p.fold.size, q.fold.size);
  const int limit = term_edits(static_cast<std::size_t>(shorter));
  // Each edit takes at most one letter from the set of either side. A word written backwards has the same letters.
  if (longer - shorter <= limit && !more_bits_than(p.letters & ~q.letters, limit) &&
      !more_bits_than(q.letters & ~p.letters, limit)) {
    return false;
  }
  // A slip can disturb a fold ("Forugh" is forug, "Fough" is fug; "chem" is chem, "cem" is sem) by up to two letters
  // more than it changes.
  const bool same_sizes = p.latin.size == p.fold.size && q.latin.size == q.fold.size;
  if (same_sizes && ((p.letters ^ q.letters) & kReadByNeighbours) == 0) {
    return true;
  }
  const int plain = p.latin.size > q.latin.size ? p.latin.size - q.latin.size : q.latin.size - p.latin.size;
  const int letters = limit + (same_sizes ? 1 : 2);
  return plain > limit || more_bits_than(p.letters & ~q.letters, letters) ||
         more_bits_than(q.letters & ~p.letters, letters);
}

int conflict_cost(const NameView& x, const Part& p, const NameView& y, const Part& q) {
  const bool initial = p.kind == PartKind::kInitial || q.kind == PartKind::kInitial;
  if (initial) {
    return kCostOtherInitial;
  }
  int cost = crosses_scripts(p, q) ? channel_conflict(channel_evidence(x, p, y, q, kNoEvidence),
                                                      std::min(p.fold.size, q.fold.size), kLeastConflict)
                                   : std::clamp(edit_cost(x.fold(p), y.fold(q)), kLeastConflict, kMaxConflict);
  if (p.kind == PartKind::kPlace && q.kind == PartKind::kPlace) {
    cost = std::max(cost, weights().place_conflict_least);
  }
  if (p.kind == PartKind::kGeneric && q.kind == PartKind::kGeneric) {
    cost = std::max(cost, kLeastConflict);
  }
  if (p.kind == PartKind::kNumber || q.kind == PartKind::kNumber) {
    cost = std::max(cost, weights().number_conflict_least);
  }
  const int native = native_difference(x, p, y, q);
  if (native > 0) {
    cost = std::max(cost, std::min(kMaxConflict, native * weights().native_syllable));
  }
  return cost;
}

PartRelation relate(const NameView& x, const Part& p, const NameView& y, const Part& q) {
  PartRelation out;
  if (cannot_meet(p, q)) {
    return out;
  }
  const Weights& w = weights();
  const bool both_anchors = (p.flags & q.flags & names::kPartAnchor) != 0;
  const bool p_number = p.kind == PartKind::kNumber;
  const bool q_number = q.kind == PartKind::kNumber;
  if (p_number || q_number) {
    if (p_number && q_number && p.group == q.group) {
      return {Relation::kEqual, both_anchors, 0};
    }
    if (!(p.hash == q.hash)) {
      return out;
    }
  }
  if (p.hash == q.hash && x.fold(p) == y.fold(q)) {
    const bool same = x.latin(p) == y.latin(q);
    // Pinyin writes each syllable in one way: what folds alike (zhi, ji) is another syllable.
    const bool another = !same && other_syllables(x, p, y, q);
    out = {Relation::kEqual, both_anchors, same ? 0 : another ? w.other_syllable : w.fold_only};
    // A fold of a short word or acronym merges what are other words ("IPCC", "EEPC"), unless the tables know both.
    const std::size_t least = std::min(p.latin.size, q.latin.size);
    if (!same && least <= kShortWord && (p.class_bits & q.class_bits) == 0) {
      out.cost = std::max(out.cost, w.fold_short * osa_distance(x.latin(p), y.latin(q)));
    }
  } else if (p.group != 0 && p.group == q.group && p.kind == q.kind) {
    out = {Relation::kVariant, both_anchors, w.fold_only};
  } else {
    const bool p_initial = p.kind == PartKind::kInitial;
    const bool q_initial = q.kind == PartKind::kInitial;
    if (p_initial || q_initial) {
      if (p_initial != q_initial && initial_fits(x, p, y, q)) {
        return {Relation::kInitial, false, w.initial};
      }
      return out;
    }
    const bool unread = too_few_letters(p, q) || too_few_letters(q, p) || end_in_other_nasals(x, p, y, q);
    const int reading = unread ? -1 : best_reading_cost(x, p, y, q);
    if (reading >= 0) {
      out = {Relation::kVariant, both_anchors, reading};
      if (only_wade_giles_alike(x, p, y, q)) {
        out.cost = std::max(out.cost, w.other_syllable);
      }
    }
    // Places and generic words that differ by group are different words, however near in letters (Iran, Iraq).
    const int variant = best_variant_cost(p, q);
    if (p.kind == q.kind && (p.kind == PartKind::kPlace || p.kind == PartKind::kGeneric)) {
      if (variant >= 0 && (reading < 0 || variant < reading)) {
        out = {Relation::kVariant, both_anchors, variant};
      }
      return out;
    }
    if (variant >= 0 && (reading < 0 || variant < reading)) {
      out = {Relation::kVariant, both_anchors, variant};
    }
    if (crosses_scripts(p, q)) {
      PartRelation read = relate_across(x, p, y, q);
      if (read.relation != Relation::kNone && other_syllables(x, p, y, q)) {
        read.cost = std::max(read.cost, w.other_syllable);
      }
      const bool nearer = out.relation == Relation::kNone || read.cost < out.cost;
      // What a table or reading brings together is near, however it is priced.
      read.far = read.far && out.relation == Relation::kNone;
      const bool anchored = out.anchored;
      if (read.relation != Relation::kNone && nearer) {
        out = read;
      }
      if (crosses_to_latin(p, q)) {
        return out;
      }
      out.anchored = out.anchored || anchored;
      // Of two other scripts neither may say how its letters sound, so that these count as they are, too.
    }
    const std::size_t longer = std::max(p.fold.size, q.fold.size);
    const std::size_t shorter = std::min(p.fold.size, q.fold.size);
    const int limit = term_edits(shorter);
    // A slip can disturb a fold ("Saleh" is sale, "Saelh" is selh), so the nearer of both forms counts.
    const bool differ = x.latin(p) != x.fold(p) || y.latin(q) != y.fold(q);
    const int far = static_cast<int>(longer) + limit;
    const int folded = longer - shorter <= static_cast<std::size_t>(limit) ? osa_distance(x.fold(p), y.fold(q)) : far;
    const int plain = differ ? osa_distance(x.latin(p), y.latin(q)) : folded;
    // Letters without a vowel have no sound: "bae" is not nearer to "bm" for what is silent in it.
    const bool by_letters = is_spelt_out(x.latin(p)) || is_spelt_out(y.latin(q));
    const int edits = by_letters ? plain : std::min(folded, plain);
    if (edits <= limit && static_cast<std::size_t>(edits) < longer) {
      out.anchored =
          out.anchored || (both_anchors && (folded <= std::min(part_edits(p.fold.size), part_edits(q.fold.size)) ||
                                            plain <= std::min(part_edits(p.latin.size), part_edits(q.latin.size))));
      int cost = folded <= limit && !by_letters ? edit_cost(x.fold(p), y.fold(q)) : kMaxConflict;
      if ((differ || by_letters) && plain <= limit) {
        cost = std::min(cost, edit_cost(x.latin(p), y.latin(q)));
      }
      const int stem = static_cast<int>(longer) - (edits > 1 ? shared_ending(x.fold(p), y.fold(q)) : 0);
      cost = spelling_cost(p, q, cost, edits, stem, variant >= 0);
      if (out.relation == Relation::kNone || cost < out.cost) {
        out.far = (out.relation == Relation::kNone || out.far) && edits > 1;
        out.relation = Relation::kSpelling;
        out.cost = cost;
      }
    }
    // Syllables of Chinese and Korean are read whole, not by their consonants.
    const auto one_character = [](const Part& part) {
      return part.native.size == 3 && (part.flags & (names::kPartHan | names::kPartHangul)) != 0;
    };
    const bool syllables =
        (p.flags & q.flags & (names::kPartHan | names::kPartHangul)) != 0 || one_character(p) || one_character(q);
    const bool abjad = ((p.flags | q.flags) & names::kPartAbjad) != 0 && !syllables;
    if (abjad && p.skeleton.size > 0 && q.skeleton.size > 0) {
      const std::string_view s = x.skeleton(p);
      const std::string_view t = y.skeleton(q);
      const int apart = osa_distance(s, t);
      const std::size_t least = std::min(s.size(), t.size());
      if (apart == 0 || (apart == 1 && least >= 3)) {
        const bool p_abjad = (p.flags & names::kPartAbjad) != 0;
        const bool q_abjad = (q.flags & names::kPartAbjad) != 0;
        const auto read = [](const Part& part, std::string_view written, std::string_view full) {
          return (part.flags & names::kPartKana) != 0 ? kana_cost(written, full) : abjad_cost(written, full);
        };
        const int letters = p_abjad && q_abjad ? edit_cost(x.latin(p), y.latin(q))
                            : p_abjad          ? read(p, x.latin(p), y.latin(q))
                                               : read(q, y.latin(q), x.latin(p));
        // The fewer consonants, the less their agreement says.
        const bool known_different = p.classes[0] != 0 && q.classes[0] != 0 && variant < 0;
        const int cost = w.skeleton + letters +
                         (least == 1   ? w.skeleton_one_letter
                          : least == 2 ? w.skeleton_two_letters
                                       : 0) +
                         (known_different ? 2 * w.known_different : 0);
        out.anchored = out.anchored || (both_anchors && apart == 0 && s.size() >= 2);
        out.far = (out.relation == Relation::kNone || out.far) && apart != 0;
        if (out.relation == Relation::kNone || cost < out.cost) {
          out.relation = Relation::kSkeleton;
          out.cost = cost;
        }
      }
    }
    if (out.relation == Relation::kNone && longer == shorter && longer >= 5) {
      // Written backwards.
      const std::string_view s = x.fold(p);
      const std::string_view t = y.fold(q);
      if (std::equal(s.begin(), s.end(), t.rbegin())) {
        out.relation = Relation::kSpelling;
        out.cost = w.reversed;
      }
    }
  }
  if (out.relation != Relation::kNone) {
    const int native = native_difference(x, p, y, q);
    if (native > 0) {
      out.cost = std::max(out.cost, native * weights().native_syllable);
    }
  }
  return out;
}

}  // namespace penumbra::match
