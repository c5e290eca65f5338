#include "match/sounds.h"

#include <algorithm>
#include <span>
#include <string>

namespace penumbra::match {
namespace {

// Readings of letters that a language may choose; bits.
constexpr unsigned kOtherCG = 1;   // c at the end as in "Jukic", g before e and i as in "Gino", ch as in "Bach", gn
constexpr unsigned kSilentR = 2;   // r before a consonant or at the end is not spoken
constexpr unsigned kSpokenW = 4;   // w as v
constexpr unsigned kSilentJ = 8;   // j as y
constexpr unsigned kSpokenH = 16;  // h as kh
constexpr unsigned kLispedTh = 32;
constexpr unsigned kSilentFu = 64;   // kana: fu before a consonant or at the end as h ("afumado" for Ahmad)
constexpr unsigned kHardJ = 256;     // pinyin and Arabic: j as g or k ("jiaxiya" for Garcia)
constexpr unsigned kHardChJi = 128;  // kana: chi and ji as ti and di ("puchin" for Putin)

constexpr unsigned kSilentLl = 512;    // ll between vowels as in "Campillo", "Guillaume"
constexpr unsigned kSilentEnd = 1024;  // French ends: "Nollet", "Carbonnaux", "Ferchault"

constexpr unsigned kHardZ = 4096;     // Arabic: z as d, which the letter za is in much of the Arab world
constexpr unsigned kApartTs = 16384;  // Arabic: t and s side by side are two sounds ("matsm" for Mutasim)
constexpr unsigned kHardCh = 32768;   // Hebrew: ch as d, the sound of a sade with a geresh in Arabic names ("Ridwan")
constexpr unsigned kSilentKh = 8192;  // Cyrillic: kh as h, which it has no other letter for ("akhmed" for Ahmed)
constexpr unsigned kSoftX = 2048;     // pinyin: x as h ("xibote" for Hibbert)

// What of them a Latin word tries, likelier ones first: first what goes together in the spellings of one language.
constexpr std::array<unsigned, 13> kOfLatin = {kOtherCG | kSilentJ,  // "Marjanovic"
                                               kOtherCG,
                                               kSilentEnd,
                                               kSilentLl,
                                               kSilentR | kLispedTh,  // "Ellsworth"
                                               kSilentR,
                                               kSpokenW,
                                               kSilentJ,
                                               kSpokenH,
                                               kLispedTh,
                                               kOtherCG | kSilentR,
                                               kSilentR | kSpokenW,
                                               kOtherCG | kSpokenH};
// What kana offer: they have no letters for the sounds.
constexpr std::array<unsigned, 4> kOfKana = {kSilentFu, kHardChJi, kSpokenH, kSilentFu | kHardChJi};

// What Hangul offers: h as kh, or as a German ch.
constexpr std::array<unsigned, 1> kOfHangul = {kSpokenH};

// What Arabic letters offer, which other languages read in their own way: th and dh as s and z ("Saqib"), j as Egypt
// speaks it ("Hegazy"), z as d ("Dahir", "Kathim").
constexpr std::array<unsigned, 4> kOfArabic = {kLispedTh, kHardJ, kHardZ, kApartTs};
// What Cyrillic letters offer.
constexpr std::array<unsigned, 1> kOfCyrillic = {kSilentKh};
// What Hebrew offers: het is ch as often as h.
constexpr std::array<unsigned, 2> kOfHebrew = {kSpokenH, kHardCh};
// What Thai offers: w, which Sanskrit spellings write v ("Vejjajiva").
constexpr std::array<unsigned, 1> kOfThai = {kSpokenW};

// What pinyin offers: w stands for v as well.
constexpr std::array<unsigned, 5> kOfHan = {kSpokenW, kHardJ, kSpokenH, kSoftX, kSpokenW | kHardJ};

// Classes, and a mark for short words that begin with a vowel; three bits each.
enum Class : std::uint64_t { kVowelFirst = 0, kLip, kTooth, kSibilant, kThroat, kLiquid, kM, kN };
constexpr std::size_t kMostClasses = 20;
constexpr std::size_t kShortCode = 2;  // classes up to which the mark is set

constexpr bool is_vowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}
constexpr bool is_soft(char c) {
  return c == 'e' || c == 'i' || c == 'y';
}
constexpr bool is_lip(char c) {
  return c == 'b' || c == 'p' || c == 'f' || c == 'v';
}

// Three letters or more for one sound. All begin with t, s or d, and go on with s, c, h or z (of a doubled letter the
// first is passed over).
constexpr std::string_view kSibilantGroups[] = {"tsch", "shch", "sch", "tch", "tsh", "dzh", "dsh", "dsz"};

// Reads one word in one way.
class Reader {
 public:
  Reader(std::string_view word, Channel channel, unsigned choice)
      : word_(word),
        latin_(channel == Channel::kLatin),
        pinyin_(channel == Channel::kHan),
        kana_(channel == Channel::kKana),
        arabic_(channel == Channel::kArabic),
        cyrillic_(channel == Channel::kCyrillic),
        hebrew_(channel == Channel::kHebrew),
        choice_(choice) {}

  std::uint64_t run() {
    for (std::size_t i = 0; i < word_.size();) {
      i += read(i);
    }
    if (size_ == 0) {
      return 0;
    }
    const char first = word_.front();
    const bool vowel_first = size_ <= kShortCode && is_vowel(first) && first != 'y';
    // A leading one tells the lengths apart.
    const std::uint64_t top = std::uint64_t{1} << (3 * size_);
    return (top | code_) << 1U | (vowel_first ? 1U : 0U);
  }

  // Choices that the word offers; known after run().
  unsigned offered() const { return offered_; }

 private:
  char at(std::size_t i) const { return i < word_.size() ? word_[i] : '\0'; }
  bool has(std::size_t i, std::string_view text) const { return word_.substr(i, text.size()) == text; }

  bool chosen(unsigned choice) {
    offered_ |= choice;
    return (choice_ & choice) != 0;
  }

  void put(Class sound) {
    if ((size_ == 0 || sound != last_) && size_ < kMostClasses) {
      code_ = code_ << 3U | sound;
      ++size_;
    }
    last_ = sound;
  }

  // Reads a letter or group at `i`; how many letters it took.
  std::size_t read(std::size_t i) {
    const char c = word_[i];
    if (is_vowel(c)) {
      return 1;  // half of all letters
    }
    const char next = at(i + 1);
    if (c == next) {
      if (latin_ && c == 'l' && i > 0 && is_vowel(word_[i - 1]) && is_vowel(at(i + 2)) && chosen(kSilentLl)) {
        return 2;
      }
      return 1;  // doubled
    }
    if (pinyin_ && c == 'x' && chosen(kSoftX)) {
      return 1;
    }
    if (pinyin_ && (c == 'x' || c == 'q' || (c == 'c' && next != 'h'))) {
      put(kSibilant);
      return 1;
    }
    if (kana_) {
      if (has(i, "fu") && !is_vowel(at(i + 2)) && chosen(kSilentFu)) {
        return 2;
      }
      if ((has(i, "chi") || has(i, "ji")) && chosen(kHardChJi)) {
        put(kTooth);
        return c == 'c' ? 3 : 2;
      }
    }
    if ((c == 't' || c == 's' || c == 'd') && (next == 's' || next == 'c' || next == 'h' || next == 'z')) {
      for (const std::string_view group : kSibilantGroups) {
        if (c == group.front() && has(i, group)) {
          put(kSibilant);
          return group.size();
        }
      }
    }
    if (latin_ && c == 'd' && next == 'g' && is_soft(at(i + 2))) {
      put(kSibilant);  // "bridge"
      return 2;
    }
    if (latin_ && is_french_end(i) && chosen(kSilentEnd)) {
      return word_.size() - i;
    }
    const auto second = [&](char one, char other) { return next == one || next == other; };
    if ((c == 's' && second('h', 'z')) || (c == 'z' && second('h', 's')) ||
        (c == 't' && second('s', 'z') && !(arabic_ && chosen(kApartTs))) || (c == 'd' && second('z', 'j')) ||
        (c == 'c' && next == 'z')) {
      put(kSibilant);
      return 2;
    }
    if (next == 'h') {
      switch (c) {
        case 'c':
          put(hebrew_ && chosen(kHardCh) ? kTooth : !hebrew_ && chosen(kOtherCG) ? kThroat : kSibilant);
          return 2;
        case 'k':
          if (!cyrillic_ || !chosen(kSilentKh)) {
            put(kThroat);
          }
          return 2;
        case 'g':
          if (i == 0 || is_vowel(at(i + 2)) || !chosen(kSpokenH)) {
            put(kThroat);
          }
          return 2;
        case 'p':
          put(kLip);
          return 2;
        case 't':
        case 'd':
          put(chosen(kLispedTh) ? kSibilant : kTooth);
          return 2;
        default:
          break;
      }
    }
    if (c == 'c' && next == 'k') {
      put(kThroat);
      return 2;
    }
    letter(i, c, next);
    return 1;
  }

  // Whether the rest of the word from the consonant at `i` is silent where the name is French.
  bool is_french_end(std::size_t i) const {
    static constexpr std::array<std::string_view, 12> kEnds = {"et",  "ot",  "oit", "ault", "ard", "art",
                                                               "ert", "ois", "ais", "aux",  "eux", "oux"};
    if (i + 1 != word_.size() && !(i + 2 == word_.size() && word_[i] == 'l')) {
      return false;
    }
    return word_.size() >= 5 &&
           std::any_of(kEnds.begin(), kEnds.end(), [&](std::string_view end) { return word_.ends_with(end); });
  }

  void letter(std::size_t i, char c, char next) {
    switch (c) {
      case 'b':
      case 'p':
      case 'f':
      case 'v':
        put(kLip);
        break;
      case 't':
      case 'd':
        put(kTooth);
        break;
      case 's':
        put(kSibilant);
        break;
      case 'z':
        put(arabic_ && chosen(kHardZ) ? kTooth : kSibilant);
        break;
      case 'c':
        // "McIntyre" is Mac.
        put((is_soft(next) && !(i == 1 && word_[0] == 'm')) || (next == '\0' && chosen(kOtherCG)) ? kSibilant
                                                                                                  : kThroat);
        break;
      case 'g':
        if (i > 0 && word_[i - 1] == 'n' && !is_vowel(next)) {
          break;  // "ng" is one sound
        }
        if (next == 'n') {
          if (!chosen(kOtherCG)) {
            put(kThroat);
          }
          break;
        }
        put(is_soft(next) && chosen(kOtherCG) ? kSibilant : kThroat);
        break;
      case 'j':
        if ((pinyin_ || arabic_) && chosen(kHardJ)) {
          put(kThroat);
        } else if (!chosen(kSilentJ)) {
          put(kSibilant);
        }
        break;
      case 'k':
      case 'q':
        put(kThroat);
        break;
      case 'x':
        put(kThroat);
        put(kSibilant);
        break;
      case 'h':
        if (next != '\0' && chosen(kSpokenH)) {
          put(kThroat);
        }
        break;
      case 'w':
        if (chosen(kSpokenW)) {
          put(kLip);
        }
        break;
      case 'l':
        put(kLiquid);
        break;
      case 'r':
        if (i == 0 || is_vowel(next) || !chosen(kSilentR)) {
          put(kLiquid);
        }
        break;
      case 'm':
        put(is_lip(next) ? kN : kM);
        break;
      case 'n':
        put(kN);
        break;
      default:
        break;
    }
  }

  std::string_view word_;
  bool latin_;
  bool pinyin_;
  bool kana_;
  bool arabic_;
  bool cyrillic_;
  bool hebrew_;
  unsigned choice_;
  unsigned offered_ = 0;
  std::uint64_t code_ = 0;
  std::size_t size_ = 0;
  Class last_ = kVowelFirst;
};

void add(SoundCodes& out, std::uint64_t code) {
  if (code != 0 && out.count < kMostSoundCodes && std::find(out.begin(), out.end(), code) == out.end()) {
    out.codes[out.count++] = code;
  }
}

}  // namespace

SoundCodes sound_codes(std::string_view latin, Channel channel) {
  SoundCodes out;
  Reader plain(latin, channel, 0);
  add(out, plain.run());
  const auto try_all = [&](std::span<const unsigned> choices) {
    const unsigned offered = plain.offered();
    for (const unsigned choice : choices) {
      if ((choice & offered) == choice && out.count < kMostSoundCodes) {
        add(out, Reader(latin, channel, choice).run());
      }
    }
  };
  if (out.count != 0 && channel == Channel::kLatin) {
    try_all(kOfLatin);
  } else if (channel == Channel::kKana) {
    try_all(kOfKana);
  } else if (channel == Channel::kHangul) {
    try_all(kOfHangul);
  } else if (channel == Channel::kHan) {
    try_all(kOfHan);
  } else if (channel == Channel::kArabic) {
    try_all(kOfArabic);
  } else if (channel == Channel::kCyrillic) {
    try_all(kOfCyrillic);
  } else if (channel == Channel::kHebrew) {
    try_all(kOfHebrew);
  } else if (channel == Channel::kThai) {
    try_all(kOfThai);
  }
  return out;
}

SoundCodes sound_codes(const names::NameView& name, const names::Part& part) {
  if (!meets_across(part)) {
    return {};
  }
  // One word is compared with many: the last one of each script is kept.
  struct Last {
    std::string word;
    SoundCodes codes;
  };
  thread_local std::array<Last, kChannels> last;
  const Channel channel = channel_of(part);
  Last& kept = last[static_cast<std::size_t>(channel)];
  const std::string_view word = name.latin(part);
  if (kept.word != word) {
    kept.word = word;
    kept.codes = sound_codes(word, channel);
  }
  return kept.codes;
}

bool share_sound(const SoundCodes& a, const SoundCodes& b) {
  return std::any_of(a.begin(), a.end(),
                     [&](std::uint64_t code) { return std::find(b.begin(), b.end(), code) != b.end(); });
}

}  // namespace penumbra::match
