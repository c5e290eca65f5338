#include "names/words.h"

#include <algorithm>
#include <utility>

#include "names/east_asian.h"
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
  return (c >= U'0' && c <= U'9') || (c >= 0x80 && text::digit_value(c) >= 0);
}

bool is_letter(char32_t c) {
  const Script script = text::script_of(c);
  return script != Script::kNone && script != Script::kMark;
}

// The letter that a digit or sign stands for inside a word, or 0.
char32_t disguised_letter(char32_t c) {
  switch (c) {
    case U'0':
      return U'o';
    case U'1':
    case U'!':
    case U'|':
      return U'i';
    case U'3':
      return U'e';
    case U'4':
    case U'@':
      return U'a';
    case U'5':
    case U'$':
      return U's';
    case U'7':
    case U'+':
      return U't';
    case U'8':
      return U'b';
    default:
      return 0;
  }
}

// Digits that end in the letters of an English ordinal are a number.
bool is_ordinal(std::u32string_view word) {
  if (word.size() < 3 || !is_digit(word[word.size() - 3])) {
    return false;
  }
  const std::u32string_view tail = word.substr(word.size() - 2);
  return tail == U"st" || tail == U"nd" || tail == U"rd" || tail == U"th";
}

// Reads digits and signs among letters as letters, where nothing else is plausible: each must stand between letters
// (for people also at the end of a word of three letters or more), and letters must prevail.
bool undisguise(std::u32string& word, NameType type) {
  std::size_t letters = 0;
  std::size_t others = 0;
  for (const char32_t c : word) {
    if (is_ascii_letter(c)) {
      ++letters;
    } else if (disguised_letter(c) != 0) {
      ++others;
    } else {
      return false;
    }
  }
  if (others == 0 || letters < 2 || others >= letters || is_ordinal(word)) {
    return false;
  }
  const bool person = type == NameType::kPerson;
  const bool inside = disguised_letter(word.front()) == 0 && disguised_letter(word.back()) == 0;
  if (!inside && !(person && letters >= 3)) {
    return false;
  }
  // "B2B", "G7X": one letter on a side is a code, not a word.
  if (!person && letters < 4) {
    return false;
  }
  for (char32_t& c : word) {
    if (!is_ascii_letter(c)) {
      c = disguised_letter(c);
    }
  }
  return true;
}

bool is_two_character_surname(std::u32string_view text) {
  static constexpr std::u32string_view kSurnames[] = {U"欧阳", U"歐陽", U"司马", U"司馬", U"上官", U"诸葛", U"諸葛",
                                                      U"司徒", U"东方", U"東方", U"慕容", U"令狐", U"皇甫", U"尉迟",
                                                      U"남궁", U"황보", U"제갈", U"선우", U"독고", U"사공"};
  return std::find(std::begin(kSurnames), std::end(kSurnames), text.substr(0, 2)) != std::end(kSurnames);
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

class Splitter {
 public:
  Splitter(NameType type, std::size_t max_words) : type_(type), max_words_(max_words) {}

  Words run(std::u32string_view text) {
    // A person's Chinese or Korean name in one piece divides into family and given name; in several pieces it is
    // divided.
    int runs = 0;
    Script last = Script::kNone;
    for (const char32_t c : text) {
      const Script script = text::script_of(c);
      const bool syllabic = script == Script::kHan || script == Script::kHangul;
      runs += syllabic && last != script ? 1 : 0;
      last = script;
    }
    // Arabic names in Hebrew letters keep the article, which begins Hebrew names as well.
    for (const std::u32string_view sign :
         {U"עבד", U"אבו", U"מחמד", U"מוחמד", U"אחמד", U"אללה", U"אלדין", U"מחמוד", U"חסן"}) {
      arabic_in_hebrew_ = arabic_in_hebrew_ || (type_ == NameType::kPerson && text.find(sign) != text.npos);
    }
    divides_names_ = type_ == NameType::kPerson && runs == 1;
    for (std::size_t i = 0; i < text.size() && !out_.truncated; ++i) {
      read(text, i);
    }
    finish_word();
    return std::move(out_);
  }

 private:
  void read(std::u32string_view text, std::size_t i) {
    const char32_t c = text[i];
    const char32_t next = i + 1 < text.size() ? text[i + 1] : 0;
    if (is_letter(c) || is_digit(c)) {
      if (!current_.empty() && breaks_script(current_.back(), c)) {
        finish_word();
        joined_ = true;
      }
      current_.push_back(c);
      return;
    }
    if (text::script_of(c) == Script::kMark) {
      return;  // decoration on the letter before
    }
    if (c == U'\'' && !current_.empty() && text::script_of(current_.back()) == Script::kHebrew) {
      current_.push_back(0x05F3);  // the geresh, typed as an apostrophe: it changes the letter
      return;
    }
    if (c == U'\'') {
      return;  // joins: O'Brien, Cho'ng, al-Rabi'i
    }
    if (!current_.empty() && (c == U'@' || c == U'$' || c == U'!' || c == U'|') && is_ascii_letter(current_.back()) &&
        is_ascii_letter(next)) {
      current_.push_back(c);
      return;
    }
    if (c == U'.' || c == U'/') {
      // Single letters joined by stops or strokes are one word; a person's initials stay apart.
      if (current_.size() == 1 && is_letter(current_[0]) && type_ != NameType::kPerson) {
        const bool more = is_letter(next) && (i + 2 >= text.size() || !is_letter(text[i + 2]));
        if (more || !letters_.empty()) {
          letters_.push_back(current_[0]);
          current_.clear();
          if (!more) {
            current_ = std::exchange(letters_, {});
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
    } else if (c == U'-' || (c >= 0x2010 && c <= 0x2015) || c == 0x05BE || c == 0x30A0) {
      joined_ = true;
    } else if (c == U',' || c == 0x060C || c == 0x3001) {
      if (!out_.words.empty()) {
        out_.words.back().comma = true;
      }
    }
  }

  static bool breaks_script(char32_t a, char32_t b) {
    const auto group = [](char32_t c) {
      const Script script = text::script_of(c);
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

  void finish_word() {
    if (!letters_.empty()) {
      current_ = letters_ + current_;
      letters_.clear();
    }
    if (current_.empty()) {
      return;
    }
    std::u32string word = std::exchange(current_, {});
    if (undisguise(word, type_)) {
      out_.tricks |= text::kTrickDigitLetters;
    }
    // Letters and digits divide, ordinals ("1st") excepted.
    if (is_ordinal(word)) {
      word.resize(word.size() - 2);
    }
    std::size_t start = 0;
    for (std::size_t i = 1; i <= word.size(); ++i) {
      if (i == word.size() || is_digit(word[i]) != is_digit(word[start])) {
        add_run(std::u32string_view(word).substr(start, i - start));
        joined_ = true;
        start = i;
      }
    }
    joined_ = false;
  }

  void add_run(std::u32string_view run) {
    const Script script = text::script_of(run.front());
    if (script == Script::kHan || script == Script::kHangul) {
      if (type_ == NameType::kPerson) {
        const std::size_t japanese = divides_names_ && script == Script::kHan ? japanese_surname(run) : 0;
        if (japanese != 0) {
          add(run.substr(0, japanese));
          joined_ = true;
          add(run.substr(japanese));
          return;
        }
        if (divides_names_ && run.size() >= 2 && run.size() <= 4) {
          const std::size_t family = run.size() >= 3 && is_two_character_surname(run) ? 2 : 1;
          add(run.substr(0, family));
          joined_ = true;
          add(run.substr(family));
          return;
        }
      } else if (const std::size_t suffix = legal_suffix(run); suffix != 0) {
        add(run.substr(0, run.size() - suffix));
        joined_ = true;
        add(run.substr(run.size() - suffix));
        return;
      } else if (const std::size_t prefix = legal_prefix(run); prefix != 0) {
        add(run.substr(0, prefix));
        joined_ = true;
        add(run.substr(prefix));
        return;
      }
    } else if (script == Script::kArabic && run.size() > 4 && run.substr(0, 2) == U"ال") {
      // The article is written together with its noun in Arabic and apart in most romanisations.
      add(run.substr(0, 2));
      joined_ = true;
      add(run.substr(2));
      return;
    } else if (arabic_in_hebrew_ && run.size() > 4 && run.substr(0, 2) == U"אל" && !out_.words.empty()) {
      add(run.substr(0, 2));
      joined_ = true;
      add(run.substr(2));
      return;
    }
    add(run);
  }

  void add(std::u32string_view run) {
    std::string latin = text::to_latin(run);
    if (latin.empty()) {
      return;
    }
    const Script script = text::script_of(run.front());
    const bool keeps_native = script == Script::kHan || script == Script::kHangul || script == Script::kKana;
    // A word longer than a machine word goes on in further words: divided, not cut.
    for (std::size_t at = 0; at < latin.size(); at += kMaxPartBytes) {
      if (out_.words.size() >= max_words_) {
        out_.truncated = true;
        return;
      }
      Word word;
      word.latin = latin.substr(at, kMaxPartBytes);
      word.script = script;
      word.joined_before = joined_ && !out_.words.empty();
      if (keeps_native && at == 0 && run.size() <= 16) {
        word.native = std::u32string(run);
      }
      if (latin.size() <= kMaxPartBytes) {
        word.other_latin = text::other_latin(run);
      }
      out_.words.push_back(std::move(word));
      joined_ = true;
    }
  }

  NameType type_;
  std::size_t max_words_;
  Words out_;
  std::u32string current_;
  std::u32string letters_;  // single letters joined by stops so far
  bool joined_ = false;
  bool divides_names_ = false;
  bool arabic_in_hebrew_ = false;
};

}  // namespace

Words split_words(std::u32string_view text, NameType type, std::size_t max_words) {
  return Splitter(type, max_words).run(text);
}

}  // namespace penumbra::names
