#include "names/words.h"

#include <algorithm>

#include "names/disguise.h"
#include "names/east_asian.h"
#include "names/fold.h"
#include "names/frequency.h"
#include "names/meanings.h"
#include "names/orthography.h"
#include "text/brahmic.h"
#include "text/code_points.h"
#include "text/transliterate.h"
#include "text/tricks.h"
#include "text/variants.h"

namespace penumbra::names {
namespace {

using text::Script;

bool is_ascii_letter(char32_t c) {
  return c >= U'a' && c <= U'z';
}

bool is_digit(char32_t c) {
  return (c >= U'0' && c <= U'9') || (c >= 0x80 && text::code_point(c).digit >= 0);
}

Script script_of(char32_t c) {
  return text::code_point(c).script;
}

bool is_letter(char32_t c) {
  const Script script = script_of(c);
  return script != Script::kNone && script != Script::kMark;
}

// Digits that end in the letters of an English ordinal are a number.
bool is_ordinal(std::u32string_view word) {
  if (word.size() < 3 || !std::all_of(word.begin(), word.end() - 2, is_digit)) {
    return false;
  }
  const std::u32string_view tail = word.substr(word.size() - 2);
  return tail == U"st" || tail == U"nd" || tail == U"rd" || tail == U"th";
}

// "4nd" is none of the ordinals that people write, and likelier "and" in disguise.
bool is_usual_ordinal(std::u32string_view word) {
  if (!is_ordinal(word)) {
    return false;
  }
  const std::u32string_view tail = word.substr(word.size() - 2);
  const char32_t last = word[word.size() - 3];
  return tail == U"th" || (tail == U"st" && last == U'1') || (tail == U"nd" && last == U'2') ||
         (tail == U"rd" && last == U'3');
}

// Endings of Chinese, Japanese and Korean company names that are written without a blank.
std::size_t legal_suffix(std::u32string_view run) {
  static constexpr std::u32string_view kForms[] = {U"股份有限公司", U"有限责任公司", U"有限責任公司", U"有限公司",
                                                   U"股份公司",     U"株式会社",     U"有限会社",     U"合同会社",
                                                   U"주식회사",     U"유한회사"};
  for (const auto form : kForms) {
    if (run.size() > form.size() && run.substr(run.size() - form.size()) == form) {
      return form.size();
    }
  }
  return 0;
}

std::size_t legal_prefix(std::u32string_view run) {
  static constexpr std::u32string_view kForms[] = {U"株式会社", U"有限会社", U"合同会社", U"주식회사", U"유한회사"};
  for (const auto form : kForms) {
    if (run.size() > form.size() && run.substr(0, form.size()) == form) {
      return form.size();
    }
  }
  return 0;
}

// Characters of a Chinese or Korean name in one piece, and of a Japanese one.
constexpr std::size_t kLongestDivided = 4;
constexpr std::size_t kLongestJapanese = 6;

// Whether a word in Hebrew letters begins with the Arabic article: Hebrew and other names that begin alike aside.
bool has_arabic_article(std::u32string_view word) {
  static constexpr std::u32string_view kOthers[] = {U"אלי",  U"אלכס", U"אלחנ", U"אלעז", U"אלעד",
                                                    U"אלבר", U"אלפר", U"אלנת", U"אלקנ", U"אלמו"};
  constexpr std::size_t kLeastLetters = 5;
  return word.size() >= kLeastLetters && word.starts_with(U"אל") &&
         std::none_of(std::begin(kOthers), std::end(kOthers),
                      [word](std::u32string_view other) { return word.starts_with(other); });
}

// Whether x is written as Arabic writes it: Hebrew has another letter for its k but in forms of Alexander.
bool has_arabic_x(std::u32string_view word) {
  const std::size_t at = word.find(U"כס");
  return at != word.npos && at > 0 && !word.starts_with(U"אלכס") && !word.starts_with(U"סכס");
}

// Whether a person's name in Hebrew letters is an Arabic one: by frequent words, by two words with the article, by
// letters that only Arabic has and that Hebrew writes with a geresh, or by a kaf in its usual form at the end of a word
// (Hebrew has another letter for k there). Such names keep the article, which begins Hebrew names as well.
bool is_arabic_in_hebrew(std::u32string_view given) {
  std::u32string text(given);
  std::replace(text.begin(), text.end(), U'\'', U'׳');
  for (const std::u32string_view sign : {U"עבד", U"אבו", U"מחמד", U"מוחמד", U"אחמד", U"אללה", U"אלדין", U"מחמוד",
                                         U"חסן", U"חוסיין", U"חסין", U"אבראהים", U"אבן "}) {
    if (text.find(sign) != text.npos) {
      return true;
    }
  }
  // Given names that only Arabs bear, as whole words.
  static constexpr std::u32string_view kGiven[] = {
      U"אלרחמן", U"מצטפא", U"מוסטפא",  U"ח׳אלד", U"מהנד",  U"טארק", U"צאלח",  U"סאלם",  U"סאמי",   U"האשם",   U"קאסם",
      U"יאסר",   U"יאסין", U"נאצר",    U"עמאר",  U"זיאד",  U"ריאד", U"פואד",  U"עאדל",  U"עאטף",   U"ראשד",   U"רשיד",
      U"כרים",   U"ג׳מאל", U"עלא",     U"בשאר",  U"מאהר",  U"באסם", U"נאיף",  U"סעוד",  U"פיצל",   U"ואאל",   U"סלים",
      U"עתיק",   U"שמס",   U"אסמאעיל", U"יחיא",  U"זכריא", U"תאג׳", U"סלטאן", U"אכרם",  U"רצ׳ואן", U"רמצ׳אן", U"פצ׳ל",
      U"פצ׳יל",  U"רצ׳א",  U"צ׳יאא",   U"ריאצ׳", U"מעתז",  U"נזאר", U"מרואן", U"עדנאן", U"עמאד",   U"חמזה",   U"עבאס",
      U"אסאמה",  U"איאד",  U"אדריס",   U"בלאל",  U"מנצור", U"שאכר", U"שריף",  U"תופיק", U"וליד",   U"כאמל",   U"האני"};
  int articles = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(U' ', at), text.size());
    const std::u32string_view word = std::u32string_view(text).substr(at, end - at);
    if (std::find(std::begin(kGiven), std::end(kGiven), word) != std::end(kGiven) ||
        (word.size() >= 3 && word.ends_with(U'כ')) || has_arabic_x(word)) {
      return true;
    }
    articles += has_arabic_article(word) ? 1 : 0;
    at = end + 1;
  }
  if (articles >= 2) {
    return true;
  }
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    if (text[i + 1] == U'׳' && std::u32string_view(U"דטחעת").find(text[i]) != std::u32string_view::npos) {
      return true;
    }
  }
  return false;
}

}  // namespace

class Splitter {
 public:
  Splitter(std::span<const std::uint32_t> joints, NameType type, std::size_t max_words, const Lexicon* lexicon,
           Words& out)
      : joints_(joints),
        type_(type),
        max_words_(max_words),
        lexicon_(lexicon),
        out_(out),
        current_(out.current_),
        letters_(out.letters_) {
    out_.clear(max_words);
    current_.clear();
    letters_.clear();
  }

  void run(std::u32string_view text) {
    // A person's Chinese or Korean name in one piece divides into family and given name; in several pieces it is
    // divided. A name of no stated kind is a person's if it is nothing but such a name.
    const Look look = look_at(text);
    constexpr char32_t kFirstGreek = 0x0370;
    means_things_ = look.highest >= kFirstGreek && lexicon_ != nullptr && type_ == NameType::kAny &&
                    Meanings::get().shows_organisation(text);
    if ((type_ == NameType::kPerson || type_ == NameType::kAny) && look.highest >= 0x0590) {
      int runs = 0;
      bool hebrew = false;
      bool other = false;
      Script last = Script::kNone;
      for (const char32_t c : text) {
        hebrew = hebrew || (c >= 0x0590 && c < 0x0600);
        const Script script = c < 0x1100 ? Script::kNone : script_of(c);  // no syllables of theirs come before
        const bool syllabic = script == Script::kHan || script == Script::kHangul;
        runs += syllabic && last != script ? 1 : 0;
        other = other || !syllabic;
        last = script;
      }
      divides_names_ =
          runs == 1 && !means_things_ &&
          (type_ == NameType::kPerson ||
           (!other && (text.size() <= kLongestDivided || (text.size() <= kLongestJapanese && is_japanese_name(text)))));
      arabic_in_hebrew_ = hebrew && is_arabic_in_hebrew(text);
    }
    means_things_ = means_things_ || (lexicon_ != nullptr && type_ == NameType::kOrganisation);
    disguised_ = look.signs && holds_disguise(text);
    tongue_ = look.highest >= 0x0400 ? text::tongue_of(text) : text::Tongue::kAny;
    for (std::size_t i = 0; i < text.size() && !out_.truncated;) {
      std::size_t limit = text.size();
      if (!joints_.empty()) {
        if (joints_.front() == i) {
          finish_word();
          joined_ = by_case_ = true;
          joints_ = joints_.subspan(1);
        }
        limit = joints_.empty() ? limit : joints_.front();
      }
      // Runs of Latin letters, most of most names, are taken at once.
      std::size_t end = i;
      while (end < limit && is_ascii_letter(text[end])) {
        ++end;
      }
      if (end == i) {
        end = end_of_letters(text, i, limit);
        if (end != i) {
          divide_scripts(text[i]);
          current_.append(text, i, end - i);
          i = end;
        } else {
          read(text, i);
          ++i;
        }
      } else if ((end == text.size() || text[end] == U' ') && current_.empty() && letters_.empty() &&
                 end - i <= kMaxPartBytes && out_.words.size() < max_words_) {
        // A word between blanks, most words of most names.
        std::transform(text.begin() + static_cast<std::ptrdiff_t>(i), text.begin() + static_cast<std::ptrdiff_t>(end),
                       out_.latin_.data() + out_.latin_used_, [](char32_t c) { return static_cast<char>(c); });
        place_word(end - i, Script::kLatin);
        joined_ = false;
        i = end + 1;
      } else {
        divide_scripts(text[i]);
        current_.append(text, i, end - i);
        i = end;
      }
    }
    finish_word();
  }

 private:
  // What a text holds that few names hold.
  struct Look {
    char32_t highest = 0;  // no character is higher; not always one of them
    bool signs = false;    // one that may stand for a letter (disguise.h)
  };
  static Look look_at(std::u32string_view text) {
    char32_t bits = 0;
    unsigned signs = 0;
    for (const char32_t c : text) {
      bits |= c;
      signs |= static_cast<unsigned>(c - U'0' < 10U) | static_cast<unsigned>(c == U'!') |
               static_cast<unsigned>(c == U'|') | static_cast<unsigned>(c == U'@') | static_cast<unsigned>(c == U'$') |
               static_cast<unsigned>(c == U'+');
    }
    return {bits, signs != 0};
  }

  // The end of the run of letters of one script, not Latin ones of ASCII, that begins at `i`; `i` if none does.
  static std::size_t end_of_letters(std::u32string_view text, std::size_t i, std::size_t limit) {
    if (text[i] < 0x80 || !is_letter(text[i])) {
      return i;
    }
    const Script script = script_of(text[i]);
    while (i < limit && text[i] >= 0x80 && script_of(text[i]) == script) {
      ++i;
    }
    return i;
  }

  static std::size_t end_of_ascii_letters(std::u32string_view text, std::size_t i) {
    while (i < text.size() && is_ascii_letter(text[i])) {
      ++i;
    }
    return i;
  }

  void read(std::u32string_view text, std::size_t i) {
    const char32_t c = text[i];
    if (c == U' ') {
      finish_word();
      joined_ = false;
      return;
    }
    const char32_t next = i + 1 < text.size() ? text[i + 1] : 0;
    if (is_letter(c) || is_digit(c)) {
      divide_scripts(c);
      current_.push_back(c);
      return;
    }
    if (script_of(c) == Script::kMark) {
      return;  // decoration on the letter before
    }
    const bool hebrew = !current_.empty() && script_of(current_.back()) == Script::kHebrew;
    if ((c == U'"' || c == 0x05F4) && hebrew && script_of(next) == Script::kHebrew) {
      return;  // the mark of an abbreviation before its last letter, which is said as a word (Katz, "Ltd")
    }
    if (c == U'\'' && hebrew) {
      current_.push_back(0x05F3);  // the geresh, typed as an apostrophe: it changes the letter
      return;
    }
    if ((c == U'"' || c == 0x05F4) && !current_.empty() && script_of(current_.back()) == Script::kHebrew &&
        script_of(next) == Script::kHebrew) {
      return;  // gershayim, before the last letter of an abbreviation
    }
    if (c == U'\'' && is_elided_article(text, i)) {
      current_.clear();
      return;
    }
    if (c == U'\'') {
      return;  // joins: O'Brien, Cho'ng, al-Rabi'i
    }
    if (c == U'*' && !current_.empty() && is_letter(current_.back()) && is_letter(next)) {
      return;  // divides no words: it hides a letter, or was put inside
    }
    // Signs that stand for letters: a and s anywhere in a word, the others between letters only.
    if ((c == U'@' || c == U'$') &&
        (!current_.empty() || !letters_.empty() || is_letter(next) || is_digit(next) || next == U'@')) {
      current_.push_back(c);
      return;
    }
    if (!current_.empty() && (c == U'!' || c == U'|') && is_ascii_letter(current_.back()) && is_ascii_letter(next)) {
      const std::size_t end = end_of_ascii_letters(text, i + 1);
      if (!divides_words(current_, text.substr(i + 1, end - i - 1), lexicon_)) {
        current_.push_back(c);
        return;
      }
    }
    if (current_.size() == 1 && (c == U'.' || c == U'/')) {
      current_[0] = current_[0] == U'@' ? U'a' : current_[0] == U'$' ? U's' : current_[0];
    }
    if (c == U'.' || c == U'/') {
      // Single letters joined by stops or strokes are one word; a person's initials stay apart.
      if (current_.size() == 1 && is_letter(current_[0]) && type_ != NameType::kPerson) {
        const bool more =
            (is_letter(next) || next == U'@' || next == U'$') && (i + 2 >= text.size() || !is_letter(text[i + 2]));
        if (more || !letters_.empty()) {
          letters_.push_back(current_[0]);
          current_.clear();
          if (!more) {
            finish_word();
          }
          return;
        }
      }
      finish_word();
      if (c == U'.' && !out_.words.empty()) {
        out_.words.back().period = true;
      }
      joined_ = true;
      return;
    }
    const bool hyphen = c == U'-' || (c >= 0x2010 && c <= 0x2015) || c == 0x05BE || c == 0x30A0;
    if (hyphen && undisguise_article(current_, lexicon_)) {
      out_.tricks |= text::kTrickDigitLetters;
    }
    finish_word();
    joined_ = false;
    if (c == U'&' || c == U'+') {
      current_ = U"and";
      finish_word();
    } else if (c == U'%') {
      current_ = U"percent";  // what follows without a blank belongs to it ("3%ers")
      if (!is_letter(next)) {
        finish_word();
      }
    } else if (hyphen) {
      joined_ = true;
    } else if (c == U',' || c == 0x060C || c == 0x3001) {
      if (!out_.words.empty()) {
        out_.words.back().comma = true;
        out_.words.back().comma_inside = next != 0 && next != U' ';
      }
    }
  }

  void divide_scripts(char32_t next) {
    if (!current_.empty() && breaks_script(current_.back(), next)) {
      finish_word();
      joined_ = true;
    }
  }

  static bool breaks_script(char32_t a, char32_t b) {
    if (a < 0x80 && b < 0x80) {
      return false;
    }
    const auto group = [](char32_t c) {
      const Script script = script_of(c);
      switch (script) {
        case Script::kNone:
          return 0;
        case Script::kHan:
          return 1;
        case Script::kHangul:
          return 2;
        case Script::kKana:
          return 3;
        default:
          return 4;
      }
    };
    const int x = group(a);
    const int y = group(b);
    return x != y && x != 0 && y != 0 && (x < 4 || y < 4);
  }

  // "l'Industrie", "d'Etudes": the article or "of" of French and Italian before a general word or a place. Before other
  // words the two belong together (D'Angelo, L'Oreal), and persons' names keep theirs.
  bool is_elided_article(std::u32string_view text, std::size_t apostrophe) {
    constexpr std::size_t kLeast = 3;
    if (type_ == NameType::kPerson || lexicon_ == nullptr || current_.size() != 1 ||
        (current_[0] != U'l' && current_[0] != U'd')) {
      return false;
    }
    std::size_t end = apostrophe + 1;
    while (end < text.size() && is_letter(text[end])) ++end;
    const std::u32string_view word = text.substr(apostrophe + 1, end - apostrophe - 1);
    if (word.size() < kLeast || script_of(word[0]) != Script::kLatin) return false;
    const WordId id = lexicon_->word(romanised(word).latin);
    return id != kUnknownWord && (lexicon_->generics.find(id) != nullptr || lexicon_->places.find(id) != nullptr);
  }

  void finish_word() {
    if (!letters_.empty()) {
      current_.insert(0, letters_);
      letters_.clear();
    }
    if (current_.empty()) {
      return;
    }
    if (add_letters()) {
      return;
    }
    if (!is_usual_ordinal(current_) && undisguise(current_, type_, disguised_, lexicon_)) {
      out_.tricks |= text::kTrickDigitLetters;
    }
    // Letters and digits divide, ordinals ("1st") excepted.
    std::u32string_view word = current_;
    if (is_ordinal(word)) {
      word.remove_suffix(2);
    }
    std::size_t start = 0;
    for (std::size_t i = 1; i <= word.size(); ++i) {
      if (i == word.size() || is_digit(word[i]) != is_digit(word[start])) {
        add_run(word.substr(start, i - start));
        joined_ = true;
        start = i;
      }
    }
    joined_ = false;
    current_.clear();
  }

  // The short cut for a word of Latin letters alone that is no longer than a part.
  bool add_letters() {
    if (current_.size() > kMaxPartBytes || out_.words.size() >= max_words_) {
      return false;
    }
    char* const at = out_.latin_.data() + out_.latin_used_;
    char* end = at;
    for (const char32_t c : current_) {
      if (!is_ascii_letter(c)) {
        return false;
      }
      *end++ = static_cast<char>(c);
    }
    place_word(current_.size(), Script::kLatin);
    joined_ = false;
    current_.clear();
    return true;
  }

  // Whether a word begins with the Arabic article. Nouns of two letters ("al-Haqq") have it in people's names after
  // another word only: "Allah" and short names begin with the same letters.
  bool has_article(std::u32string_view run) const {
    if (run.substr(0, 2) != U"ال") {
      return false;
    }
    const bool god = run == U"الله" || run == U"اللہ";
    const bool person = type_ == NameType::kPerson || type_ == NameType::kAny;
    return run.size() > 4 || (run.size() == 4 && person && !out_.words.empty() && !god);
  }

  // Whether a word of a person's name is "father of" and a name, written together ("أبوغيث"), and none of the tables'
  // own. Abu Bakr is a given name, and so are those of Iranians with an article between ("ابوالفضل").
  bool has_father(std::u32string_view run) {
    constexpr std::size_t kFather = 3;
    constexpr std::size_t kLeastName = 3;
    if (run.size() < kFather + kLeastName || (run[0] != U'أ' && run[0] != U'ا') || run.substr(1, 2) != U"بو" ||
        run.substr(kFather, 2) == U"ال" || run.substr(kFather, 2) == U"بك" || run.substr(kFather, 2) == U"با" ||
        type_ == NameType::kOrganisation || lexicon_ == nullptr) {
      return false;
    }
    return lexicon_->word(romanised(run).latin) == kUnknownWord;
  }

  // Adds the English words that a word of another script stands for; false if it stands for none.
  bool add_meaning(std::u32string_view run, const Meaning* meaning) {
    if (meaning == nullptr) {
      return false;
    }
    std::string_view rest = meaning->english;
    if (rest.find(' ') == std::string_view::npos) {
      // It may stand in the other name as it sounds ("Melli", "Hapoalim").
      const std::size_t before = out_.words.size();
      joined_ = false;
      add(run);
      joined_ = false;
      if (out_.words.size() == before + 1) {
        out_.words.back().meaning = rest;
      }
      return true;
    }
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(' '), rest.size());
      joined_ = false;
      add_word(rest.substr(0, end), Script::kLatin, {});
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    joined_ = false;
    return true;
  }

  // "And the ...", "for the ..." in Arabic, written together with what follows.
  bool add_behind_and(std::u32string_view run) {
    constexpr std::size_t kLeastNoun = 4;
    const bool conjunction = run.starts_with(U"وال");
    if ((!conjunction && !run.starts_with(U"لل")) || run.size() < kLeastNoun + 3) {
      return false;
    }
    joined_ = false;
    add_word("and", Script::kLatin, {});
    joined_ = false;
    add(run.substr(conjunction ? 3 : 2));
    return true;
  }

  // Cuts a run of letters of an organisation's name by the words of which it is known what they mean; false if it holds
  // none.
  bool add_meanings(std::u32string_view run, Script script) {
    const Meanings& meanings = Meanings::get();
    if (!Meanings::writes_no_blanks(script)) {
      // Where the tables know the word as it sounds, that says more.
      const bool alphabet = script == Script::kCyrillic || script == Script::kGreek;
      if (alphabet) {
        const WordId id = lexicon_->word(romanised(run).latin);
        if (id != kUnknownWord || lexicon_->inflected(lexicon_->generics, romanised(run).latin) != nullptr ||
            lexicon_->inflected(lexicon_->places, romanised(run).latin) != nullptr) {
          return false;
        }
      }
      const Meaning* meaning = meanings.of_word(run, script);
      if (meaning == nullptr && script == Script::kHebrew) {
        // Arabic in Hebrew letters.
        meaning = meanings.of_word(text::arabic_of_hebrew(run), Script::kArabic);
      }
      return add_meaning(run, meaning) || (script == Script::kArabic && add_behind_and(run));
    }
    meanings.cut(run, [&](std::u32string_view piece, const Meaning* meaning) {
      if (!add_meaning(piece, meaning)) {
        add(piece);
      }
    });
    return true;
  }

  void add_run(std::u32string_view run) {
    const Script script = script_of(run.front());
    if (means_things_ && run.size() == 1 && !out_.words.empty() && (run == U"и" || run == U"і" || run == U"й")) {
      joined_ = false;
      add_word("and", Script::kLatin, {});
      joined_ = false;
      return;
    }
    if (means_things_ && run.front() >= 0x0370 && run.size() > 1) {
      if (script == Script::kHan || script == Script::kHangul) {
        if (const std::size_t suffix = legal_suffix(run); suffix != 0) {
          add_meanings(run.substr(0, run.size() - suffix), script);
          joined_ = true;
          add(run.substr(run.size() - suffix));
          return;
        }
        if (const std::size_t prefix = legal_prefix(run); prefix != 0) {
          add(run.substr(0, prefix));
          joined_ = true;
          add_meanings(run.substr(prefix), script);
          return;
        }
      }
      if (add_meanings(run, script)) {
        return;
      }
    }
    if (script == Script::kHan || script == Script::kHangul) {
      const std::size_t family = divides_names_ ? surname_size(run, script == Script::kHan) : 0;
      if (family != 0) {
        add(run.substr(0, family));
        joined_ = true;
        add(run.substr(family));
        return;
      }
      const bool person = type_ == NameType::kPerson;
      if (const std::size_t suffix = person ? 0 : legal_suffix(run); suffix != 0) {
        add(run.substr(0, run.size() - suffix));
        joined_ = true;
        add(run.substr(run.size() - suffix));
        return;
      }
      if (const std::size_t prefix = person ? 0 : legal_prefix(run); prefix != 0) {
        add(run.substr(0, prefix));
        joined_ = true;
        add(run.substr(prefix));
        return;
      }
    } else if (script == Script::kArabic && has_article(run)) {
      // The article is written together with its noun in Arabic and apart in most romanisations.
      add(run.substr(0, 2));
      joined_ = true;
      add(run.substr(2));
      return;
    } else if (script == Script::kArabic && has_father(run)) {
      add(run.substr(0, 3));
      joined_ = true;
      add(run.substr(3));
      return;
    } else if (script == Script::kMyanmar && text::burmese_syllable(run) != 0 &&
               (type_ == NameType::kPerson || (type_ == NameType::kAny && text::is_burmese_name(run)))) {
      // Burmese names are written without blanks and romanised syllable by syllable.
      for (std::u32string_view rest = run; !rest.empty();) {
        const std::size_t size = text::burmese_syllable(rest);
        add(size == 0 ? rest : rest.substr(0, size));
        joined_ = true;
        rest = size == 0 ? std::u32string_view() : rest.substr(size);
      }
      return;
    } else if (script == Script::kHebrew && arabic_in_hebrew_) {
      if (const std::u32string arabic = text::arabic_of_hebrew(run); !arabic.empty()) {
        add_run(arabic);
        return;
      }
    }
    add(run);
  }

  void add(std::u32string_view run) {
    const Script script = script_of(run.front());
    if (std::all_of(run.begin(), run.end(), [](char32_t c) { return c < 0x80; })) {
      char ascii[kMaxPartBytes];
      std::size_t size = 0;
      for (const char32_t c : run) {
        if (is_ascii_letter(c) || is_digit(c)) {
          if (size == kMaxPartBytes) {
            add_word({ascii, size}, script, {});
            size = 0;
          }
          ascii[size++] = static_cast<char>(c);
        }
      }
      if (size != 0) {
        add_word({ascii, size}, script, {});
      }
      return;
    }
    const Words::Romanised& read = romanised(run);
    const std::string_view latin = read.latin;
    const bool keeps_native = script == Script::kHan || script == Script::kHangul || script == Script::kKana;
    const std::u32string_view native = keeps_native && run.size() <= kMaxNativeLetters ? run : std::u32string_view{};
    // A word longer than a machine word goes on in further words: divided, not cut.
    for (std::size_t at = 0; at < latin.size() && !out_.truncated; at += kMaxPartBytes) {
      add_word(latin.substr(at, kMaxPartBytes), script, at == 0 ? native : std::u32string_view{});
    }
    if (latin.size() <= kMaxPartBytes && !latin.empty() && !out_.truncated) {
      out_.words.back().other_latin = read.other;
      if ((script == Script::kLatin || script == Script::kCyrillic) && run.size() <= kMaxSpelledLetters) {
        const std::size_t spelled_at = out_.spelled_.size();
        out_.spelled_ += run;
        out_.words.back().spelled = std::u32string_view(out_.spelled_).substr(spelled_at);
        out_.words.back().spelled_of = out_.words.back().latin;
      }
    }
  }

  const Words::Romanised& romanised(std::u32string_view run) {
    return out_.romanised_[static_cast<std::size_t>(tongue_)].of(run, [&] {
      Words::Romanised made{text::to_latin(run, tongue_), {}};
      if (made.latin.size() <= kMaxPartBytes && !made.latin.empty()) {
        made.other = text::other_latin(run);
      }
      return made;
    });
  }

  void add_word(std::string_view latin, Script script, std::u32string_view native) {
    if (out_.words.size() >= max_words_) {
      out_.truncated = true;
      return;
    }
    std::copy(latin.begin(), latin.end(), out_.latin_.data() + out_.latin_used_);
    Word& word = place_word(latin.size(), script);
    if (!native.empty()) {
      const std::size_t native_at = out_.native_.size();
      out_.native_ += native;
      word.native = std::u32string_view(out_.native_).substr(native_at);
    }
    joined_ = true;
  }

  // Makes a word of the letters that were written at the end of the used ones.
  Word& place_word(std::size_t size, Script script) {
    Word& word = out_.words.emplace_back();
    word.latin = {out_.latin_.data() + out_.latin_used_, size};
    out_.latin_used_ += size;
    word.script = script;
    word.joined_before = joined_ && out_.words.size() > 1;
    word.by_case = by_case_;
    by_case_ = false;
    return word;
  }

  std::span<const std::uint32_t> joints_;
  NameType type_;
  std::size_t max_words_;
  const Lexicon* lexicon_;
  Words& out_;
  std::u32string& current_;
  std::u32string& letters_;
  bool joined_ = false;
  bool by_case_ = false;
  bool divides_names_ = false;
  bool means_things_ = false;  // words of organisations are read by what they mean
  bool disguised_ = false;     // a digit or sign of the text stands for a letter beyond doubt
  bool arabic_in_hebrew_ = false;
  text::Tongue tongue_ = text::Tongue::kAny;  // of the whole text
};

void Words::clear(std::size_t max_words) {
  words.clear();
  tricks = 0;
  truncated = false;
  latin_.resize(std::max(latin_.size(), 4 * max_words * kMaxPartBytes));
  latin_used_ = 0;
  memo_.begin();
  for (auto& romanised : romanised_) {
    romanised.begin();
  }
  native_.clear();
  native_.reserve(max_words * kMaxNativeLetters);
  spelled_.clear();
  spelled_.reserve(max_words * kMaxSpelledLetters);
}

void Words::append(Word& word, std::string_view tail) {
  char* const at = latin_.data() + latin_used_;
  char* const end = std::copy(tail.begin(), tail.end(), std::copy(word.latin.begin(), word.latin.end(), at));
  word.latin = {at, static_cast<std::size_t>(end - at)};
  latin_used_ += word.latin.size();
}

bool split_plain_words(std::string_view text, std::size_t max_words, Words& out) {
  enum : std::uint8_t { kElse, kBlank, kSmall, kCapital };
  static constexpr std::array<std::uint8_t, 256> kKinds = [] {
    std::array<std::uint8_t, 256> kinds{};
    for (const char c : {' ', '\t', '\n', '\r'}) {
      kinds[static_cast<unsigned char>(c)] = kBlank;
    }
    for (unsigned char c = 'a'; c <= 'z'; ++c) {
      kinds[c] = kSmall;
      kinds[c - 32U] = kCapital;
    }
    return kinds;
  }();
  constexpr unsigned kCapitalsBeforeJoint = 4;  // as in text/normalise.cc
  std::uint8_t last = kBlank;
  unsigned capitals = 0;
  for (const char c : text) {
    const std::uint8_t kind = kKinds[static_cast<unsigned char>(c)];
    if (kind == kElse || (kind == kCapital && last == kSmall) || (kind == kSmall && capitals >= kCapitalsBeforeJoint)) {
      return false;
    }
    capitals = kind == kCapital ? capitals + 1 : 0;
    last = kind;
  }
  out.clear(max_words);
  const char* const end = text.data() + text.size();
  for (const char* at = text.data(); at != end;) {
    if (kKinds[static_cast<unsigned char>(*at)] == kBlank) {
      ++at;
      continue;
    }
    char* const letters = out.latin_.data() + out.latin_used_;
    std::size_t size = 0;
    while (at != end && size <= kMaxPartBytes && kKinds[static_cast<unsigned char>(*at)] != kBlank) {
      letters[size++] = static_cast<char>(*at++ | 0x20);
    }
    if (size > kMaxPartBytes || out.words.size() == max_words) {
      return false;
    }
    Word& word = out.words.emplace_back();
    word.latin = {letters, size};
    word.script = Script::kLatin;
    out.latin_used_ += size;
  }
  return true;
}

void split_words(std::u32string_view text, std::span<const std::uint32_t> joints, NameType type, std::size_t max_words,
                 const Lexicon* lexicon, Words& out) {
  Splitter(joints, type, max_words, lexicon, out).run(text);
}

}  // namespace penumbra::names
