#include "names/forms.h"

#include <algorithm>
#include <charconv>

#include "names/abbreviations.h"
#include "names/compounds.h"
#include "names/east_asian.h"
#include "names/eastern_cyrillic.h"
#include "names/frequency.h"
#include "names/readings.h"
#include "names/word_memo.h"
#include "text/han.h"
#include "text/utf8.h"

namespace penumbra::names {
namespace {

// A part is an anchor of retrieval when it weighs at least this share of the heaviest part, in percent.
constexpr int kAnchorShare = 60;

// Bits of Part::letters by character.
constexpr std::array<std::uint32_t, 256> kLetterBits = [] {
  std::array<std::uint32_t, 256> bits{};
  for (unsigned c = 0; c < bits.size(); ++c) {
    bits[c] = c >= 'a' && c <= 'z' ? 1U << (c - 'a') : 1U << (26U + c % 6U);
  }
  return bits;
}();

std::uint8_t script_flags(text::Script script) {
  switch (script) {
    case text::Script::kNone:
    case text::Script::kLatin:
      return 0;
    case text::Script::kHan:
      return kPartHan | kPartAbjad;  // a transcription into syllables leaves out consonants and adds vowels
    case text::Script::kHangul:
      return kPartHangul | kPartAbjad;
    case text::Script::kKana:
      return kPartKana | kPartAbjad;  // it writes vowels that are not spoken, and few sounds at that
    case text::Script::kThai:
      return kPartOther | kPartAbjad;  // its vowels come out too uncertain to be compared as letters
    case text::Script::kKhmer:
    case text::Script::kMyanmar:
    case text::Script::kTibetan:
      return kPartOther | kPartAbjad | kPartScriptLow;
    case text::Script::kArabic:
      return kPartAbjad;
    case text::Script::kHebrew:
      return kPartAbjad | kPartScriptLow;
    case text::Script::kSyriac:
      return kPartAbjad | kPartScriptHigh;
    case text::Script::kCyrillic:
      return kPartOther;
    case text::Script::kGreek:
      return kPartOther | kPartScriptLow;
    case text::Script::kIndic:
      return kPartOther | kPartScriptHigh;
    default:
      return kPartOther | kPartScriptLow | kPartScriptHigh;
  }
}

// Whether a word has diacritics that its Latin form lacks.
bool is_spelled(const Draft& d) {
  return !d.spelled.empty() && d.spelled_of.data() == d.latin.data() && d.spelled_of.size() == d.latin.size();
}

}  // namespace

std::uint32_t letters_in_form(std::string_view folded) {
  std::uint32_t letters = 0;
  for (const char c : folded) {
    letters |= kLetterBits[static_cast<unsigned char>(c)];
  }
  return letters;
}

Slice FormMaker::store(std::string_view text) {
  std::copy(text.begin(), text.end(), pool_end_);
  return stored(text.size());
}

// The bytes that were written at pool_end_.
Slice FormMaker::stored(std::size_t size) {
  const Slice slice{static_cast<std::uint16_t>(pool_end_ - pool_.data()), static_cast<std::uint16_t>(size)};
  pool_end_ += size;
  return slice;
}

// The first part of a Chinese or Korean name in its own characters, or of a Latin one that reads as such, whose
// surname the tables know.
void FormMaker::find_east_asian_surname() {
  std::size_t names = 0;
  bool characters = true;
  bool latin = true;
  for (const Draft& d : drafts_) {
    if (d.weight > 0) {
      ++names;
      characters = characters && (d.script == text::Script::kHan || d.script == text::Script::kHangul);
      latin = latin && d.script == text::Script::kLatin && d.kind != PartKind::kInitial;
    }
  }
  if (names < 2 || names > 4 || !(characters || latin)) {
    return;
  }
  const auto weighs = [](const Draft& d) { return d.weight > 0; };
  const Draft& first = *std::find_if(drafts_.begin(), drafts_.end(), weighs);
  if (characters) {
    surname_ = &first;
    if (names == 2 && first.script == text::Script::kHan && drafts_.back().joined_before) {
      japanese_ = japanese_division(first.native, drafts_.back().native);
    }
    return;
  }
  // Few names have a surname of the tables at an end: only those are spelled out.
  const Draft& last = *std::find_if(drafts_.rbegin(), drafts_.rend(), weighs);
  const auto nature_of = [&](const Draft& d) {
    return lexicon_.nature(facts_[static_cast<std::size_t>(&d - drafts_.data())]->id);
  };
  const unsigned at_first = nature_of(first);
  const unsigned natures = at_first | nature_of(last);
  const auto all = [&](auto test) {
    return std::all_of(drafts_.begin(), drafts_.end(), [&](const Draft& d) { return d.weight == 0 || test(d.latin); });
  };
  const auto korean = [&](std::string_view word) {
    return is_korean_word(word) || (lexicon_.nature(lexicon_.word(word)) & kWordKoreanSurname) != 0;
  };
  if ((natures & kWordKoreanSurname) != 0 && all(korean)) {
    surname_ = (at_first & kWordKoreanSurname) != 0 ? &first : &last;
  }
  pinyin_ = (natures & kWordChineseSurname) != 0 &&
            all([](std::string_view word) { return !text::wade_giles(word).empty(); });
}

// The languages that may have spelled a person's name: what any of its Latin words shows, less what any cannot be.
void FormMaker::find_languages() {
  languages_ = {};
  const auto thing = [](const Draft& d) {
    return d.kind == PartKind::kLegalForm || d.kind == PartKind::kGeneric || d.kind == PartKind::kPlace;
  };
  if (surname_ != nullptr || std::any_of(drafts_.begin(), drafts_.end(), thing)) {
    return;
  }
  for (std::size_t i = 0; i < drafts_.size(); ++i) {
    const Draft& d = drafts_[i];
    if (d.script != text::Script::kLatin || d.weight == 0 || d.number_form) {
      continue;
    }
    if (is_spelled(d)) {
      languages_ |= language_marks(d.spelled);
      continue;
    }
    WordFacts& facts = *facts_[i];
    if (!facts.spelling_asked) {
      facts.spelling = language_marks(facts.latin());
      facts.spelling_asked = true;
    }
    languages_ |= facts.spelling;
  }
}

// What other languages may have meant by a Latin word.
void FormMaker::add_spelled(const Draft& d, WordFacts& facts, ReadingList& out) {
  std::array<char32_t, kMaxSpelledLetters> wide;
  const bool spelled = is_spelled(d);
  LanguageMarks languages = languages_;
  // All that the readings depend on: what is known of the word follows from its letters.
  key_.clear();
  const auto name = [this](const void* bytes, std::size_t size) { key_.append(static_cast<const char*>(bytes), size); };
  std::u32string_view word = d.spelled;
  if (spelled) {
    name(word.data(), word.size() * sizeof(char32_t));
  } else {
    if (d.latin.size() > wide.size()) {
      return;
    }
    word = {wide.data(), d.latin.size()};
    std::copy(d.latin.begin(), d.latin.end(), wide.begin());
    // Most words are the same in most languages.
    const auto telling = [&](Languages of, bool sure, SpelledLanguages& known) {
      if (const Languages unknown = of & ~known.asked; unknown != 0) {
        known.asked |= unknown;
        known.otherwise |= spelled_otherwise(word, unknown, sure, facts.frequency, facts.fold());
      }
      return of & known.otherwise;
    };
    languages = languages.within(telling(languages.sure(), true, facts.sure) |
                                 telling(languages.any() & ~languages.sure(), false, facts.unsure));
    if (languages.any() == 0) {
      return;
    }
    key_ = d.latin;
  }
  const std::array<Languages, 3> of = {languages.any(), languages.sure(), languages.strong};
  name(of.data(), sizeof of);
  out.add_all_folded(kept_spelled_.of(key_, [&] {
    ReadingList readings(facts.fold());
    add_spelled_readings(word, languages, facts.frequency, readings);
    return readings.text();
  }));
}

std::string_view FormMaker::readings_of(const Draft& d, std::string_view folded, WordFacts& facts) {
  const bool word = d.kind == PartKind::kName || d.kind == PartKind::kGiven || d.kind == PartKind::kFamily ||
                    d.kind == PartKind::kPatronymic || !d.meaning.empty();
  if (!word || (d.latin.size() < 2 && d.eastern == 0) || d.number_form) {
    return {};
  }
  const bool of_han = d.script == text::Script::kHan;
  const auto place = &d == surname_                                     ? EastAsianPlace::kSurname
                     : of_han && surname_ == nullptr                    ? EastAsianPlace::kAlone
                     : of_han && surname_->script == text::Script::kHan ? place_after(surname_->native)
                                                                        : EastAsianPlace::kOther;
  // Few Latin words have readings; each of another script has some.
  if (d.script == text::Script::kLatin) {
    readings_.clear(folded);
    add_readings(d, place, facts, readings_);
    return readings_.text();
  }
  // All that they depend on: what reads anything else must put it here.
  key_.assign({static_cast<char>(d.script), static_cast<char>(place), d.abbreviation ? '+' : '-',
               d.adjective ? '+' : '-', static_cast<char>(d.eastern)});
  key_ += d.latin;
  key_ += ' ';
  key_ += d.other_latin;
  key_ += ' ';
  key_ += d.meaning;
  key_ += ' ';
  key_ += &d == surname_ ? japanese_.surname : japanese_.given;
  key_ += ' ';
  const std::u32string_view letters = d.eastern != 0 ? d.spelled : d.native;
  key_.append(reinterpret_cast<const char*>(letters.data()), letters.size() * sizeof(char32_t));
  return kept_readings_.of(key_, [&] {
    readings_.clear(folded, of_han);
    add_readings(d, place, facts, readings_);
    return readings_.text();
  });
}

void FormMaker::add_readings(const Draft& d, EastAsianPlace place, WordFacts& facts, ReadingList& out) {
  for (std::string_view meaning = d.meaning; !meaning.empty();) {
    const std::size_t end = std::min(meaning.find('/'), meaning.size());
    out.add(meaning.substr(0, end));
    meaning.remove_prefix(std::min(end + 1, meaning.size()));
  }
  if (d.script == text::Script::kHan) {
    out.add(&d == surname_ ? japanese_.surname : japanese_.given);
    add_han_readings(d.native, d.latin, place, out);
  } else if (d.script == text::Script::kHangul) {
    add_hangul_readings(d.native, place, out);
  } else if (d.script == text::Script::kLatin) {
    // Syllables of two letters are too many other words in Wade-Giles ("ri": jih).
    if (pinyin_ && d.latin.size() > 2) {
      out.add(text::wade_giles(d.latin));
      // As words of their own, which most write ("Ming-hsien"): the fold of the whole is another where syllables meet.
      out.add(text::wade_giles(d.latin, "/"));
    }
    if (place == EastAsianPlace::kSurname) {
      out.add_all(korean_surname_spellings(d.latin));
    }
    if (facts.long_vowels != 0) {
      const std::string plain = short_japanese(d.latin);
      facts.long_vowels = plain.empty() ? 0 : 1;
      out.add(plain);
    }
    if (facts.kunrei != 0) {
      const std::string hepburn = facts.frequency == 0 ? hepburn_of_kunrei(d.latin) : std::string();
      facts.kunrei = hepburn.empty() ? 0 : 1;
      out.add(hepburn);
    }
    if (surname_ != nullptr && d.latin.size() > 2) {
      out.add(korean_key(d.latin));  // Latin names with a surname set are Korean
    }
    if (languages_.any() != 0) {
      add_spelled(d, facts, out);
    }
  } else if (d.script == text::Script::kKana) {
    out.add(korean_key_of_kana(d.latin));
  } else if (d.eastern != 0) {
    add_eastern_readings(d, out);
  }
  if (d.abbreviation && facts.abbreviates != 0) {
    facts.abbreviates = 0;
    for (const WordId full : lexicon_.long_generics(d.latin.front())) {
      if (abbreviates(d.latin, lexicon_.text(full))) {
        out.add(lexicon_.text(full));
        facts.abbreviates = 1;
      }
    }
  }
  if (d.adjective && facts.frequency == 0) {
    add_place_of(d.latin, out);
  }
  if (d.latin.size() > 6) {
    out.add(usual_compound(d.latin));
    out.add(usual_pilgrim(d.latin));
  }
  out.add_all(d.other_latin);
}

// What a Chinese, Korean or Japanese word in Cyrillic letters is in the Latin ones of its language.
void FormMaker::add_eastern_readings(const Draft& d, ReadingList& out) const {
  if ((d.eastern & kPalladius) != 0) {
    const std::string pinyin = pinyin_of_cyrillic(d.spelled);
    out.add(pinyin);
    if (pinyin.size() > 2) {
      out.add(text::wade_giles(pinyin));
      out.add(text::wade_giles(pinyin, "/"));
    }
  }
  if ((d.eastern & kKontsevich) != 0) {
    out.add_all(korean_surname_of_cyrillic(d.spelled));
    for (const std::string& key : korean_keys_of_cyrillic(d.spelled)) {
      // Latin words of two letters have no key (add_readings()): "Yo" is met as it is spelled.
      out.add(key.size() == 2 && key.front() == 'i' ? "y" + key.substr(1) : key);
    }
  }
  if ((d.eastern & kPolivanov) != 0) {
    out.add(hepburn_of_cyrillic(d.spelled));
  }
}

// The places of which a Slavic adjective in "-sky" may be made, by the rules of the language: Lipetskiy of Lipetsk,
// Muromskiy of Murom, Tulskiy of Tula, Kaluzhskiy of Kaluga, and the names below.
void FormMaker::add_place_of(std::string_view adjective, ReadingList& out) const {
  constexpr std::size_t kLeastPlace = 3;
  const std::string_view stem = adjective_stem(adjective);
  if (!stem.ends_with("sk")) {
    return;
  }
  out.add(stem);
  const std::string_view place = stem.substr(0, stem.size() - 2);
  if (place.size() < kLeastPlace) {
    return;
  }
  if (place.ends_with("zh")) {
    out.add(std::string(place.substr(0, place.size() - 2)) + "ga");
    return;
  }
  if (place.size() > kLeastPlace) {
    out.add(place);
  }
  // Grodnensky of Grodno, Mytishchinsky of Mytishchi, Gorkovsky of Gorky.
  constexpr std::array<std::array<std::string_view, 2>, 3> kLengthened{{{"en", "o"}, {"in", "i"}, {"ov", "i"}}};
  for (const auto& [suffix, ending] : kLengthened) {
    if (place.ends_with(suffix) && place.size() >= suffix.size() + kLeastPlace) {
      out.add(std::string(place.substr(0, place.size() - suffix.size())) + std::string(ending));
    }
  }
  out.add(std::string(place) + "a");
}

void FormMaker::make(std::vector<Draft>& drafts, WordMemo& memo, Name& out) {
  surname_ = nullptr;
  japanese_ = {};
  pinyin_ = false;
  languages_ = {};
  // A name of many fused servants ("Abdulaziz") has more parts than words.
  if (drafts.size() > kMaxParts) {
    drafts.resize(kMaxParts);
    out.incomplete = true;
  }
  drafts_ = drafts;
  for (std::size_t i = 0; i < drafts_.size(); ++i) {
    const Draft& d = drafts_[i];
    const bool known = d.asked == d.latin.data() && d.facts->latin_size == d.latin.size();
    facts_[i] = known ? d.facts : &memo.of(d.latin);
  }
  if (out.type == NameType::kPerson || out.type == NameType::kAny) {
    find_east_asian_surname();
    find_languages();
  }
  std::uint16_t heaviest = 0;
  for (const Draft& d : drafts_) {
    heaviest = std::max(heaviest, d.weight);
  }
  kept_readings_.begin();
  kept_spelled_.begin();
  pool_end_ = pool_.data();
  char joined[kMaxPartBytes];
  std::size_t joined_size = 0;
  out.parts.clear();
  out.parts.reserve(drafts_.size());
  for (std::size_t i = 0; i < drafts_.size(); ++i) {
    const Draft& d = drafts_[i];
    WordFacts& facts = *facts_[i];
    Part& part = out.parts.emplace_back();
    part.kind = d.kind;
    part.group = d.group;
    part.weight = d.weight;
    part.gap = d.joined_before ? 1 : 0;
    part.flags = script_flags(d.script);
    // What a word of another script means may be general ("exports"), and its sound a name all the same ("Saderat").
    if (d.weight > 0 && (d.weight * 100 >= heaviest * kAnchorShare || !d.meaning.empty())) {
      part.flags |= kPartAnchor;
    }
    if (d.classes != nullptr) {
      part.classes = *d.classes;
      for (const std::uint16_t c : part.classes) {
        part.class_bits = static_cast<std::uint16_t>(part.class_bits | (c != 0 ? 1U << (class_of(c) % 16U) : 0U));
      }
    }
    std::string_view folded = facts.fold();
    if (!d.number_form && !folded.empty() && d.written.empty()) {
      // The three stand behind each other here as there.
      pool_end_ = std::copy_n(facts.latin().data(), facts.size(), pool_end_);
      const auto skeleton_at = static_cast<std::size_t>(pool_end_ - pool_.data()) - facts.skeleton_size;
      part.skeleton = {static_cast<std::uint16_t>(skeleton_at), facts.skeleton_size};
      part.fold = {static_cast<std::uint16_t>(skeleton_at - facts.fold_size), facts.fold_size};
      part.latin = {static_cast<std::uint16_t>(part.fold.at - facts.latin_size), facts.latin_size};
      part.letters = facts.letters;
      part.hash = facts.hash;
      part.frequency = facts.frequency;
    } else {
      part.latin = store(d.written.empty() ? d.latin : d.written);
      const std::size_t size = d.number_form ? write_number(d.group) : d.latin.copy(pool_end_, d.latin.size());
      folded = {pool_end_, std::min(size, kMaxFoldBytes)};
      part.fold = stored(folded.size());
      part.letters = letters_in_form(folded);
      part.hash = form_hash(folded);
      part.frequency = frequency_of(part.hash);
      part.skeleton = store(facts.skeleton());
    }
    const bool content = d.weight > 0 || d.kind == PartKind::kParticle;
    if (content && joined_size + folded.size() <= kMaxPartBytes) {
      joined_size += folded.copy(joined + joined_size, folded.size());
    }
    part.native = stored(d.native.empty() ? 0 : write_utf8(d.native));
    const std::string_view readings = readings_of(d, folded, facts);
    part.readings = store(readings);
    part.reading_bits =
        readings.empty() && part.hash == facts.hash ? facts.reading_bits : reading_bits(folded, readings);
  }
  out.joined = store({joined, joined_size});
  out.pool.assign(pool_.data(), pool_end_);
}

std::size_t FormMaker::write_number(std::uint32_t value) {
  return static_cast<std::size_t>(std::to_chars(pool_end_, pool_end_ + 10, value).ptr - pool_end_);
}

std::size_t FormMaker::write_utf8(std::u32string_view native) {
  native_.clear();
  for (const char32_t c : native) {
    text::append(native_, text::unify_han(c));
  }
  return native_.copy(pool_end_, native_.size());
}

}  // namespace penumbra::names
