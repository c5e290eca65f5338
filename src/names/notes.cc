#include "names/notes.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include "names/stated_words.h"

namespace penumbra::names {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

std::size_t digits_in(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_digit));
}

// "12.03.1970", "1970-03-12", "12/3/70".
bool is_date(std::string_view word) {
  std::size_t fields = 1;
  std::size_t digits = 0;
  for (const char c : word) {
    if (is_digit(c)) {
      if (++digits > 4) return false;
    } else if ((c == '.' || c == '/' || c == '-') && digits > 0) {
      ++fields;
      digits = 0;
    } else {
      return false;
    }
  }
  return fields == 3 && digits > 0 && word.size() >= 6;
}

// "25%".
bool is_share(std::string_view word) {
  return word.size() > 1 && word.ends_with('%') && digits_in(word) > 0 &&
         std::none_of(word.begin(), word.end(), is_letter);
}

// ISO 9362: four letters of the bank, two of the country, two or five letters or digits.
bool is_bank_code(std::string_view word) {
  return (word.size() == 8 || word.size() == 11) &&
         std::all_of(word.begin(), word.begin() + 6, [](char c) { return c >= 'A' && c <= 'Z'; }) &&
         std::all_of(word.begin() + 6, word.end(), [](char c) { return (c >= 'A' && c <= 'Z') || is_digit(c); });
}

// "XX", "zzz": put before names to sort them out, or for what is not known.
bool is_filler(std::string_view word) {
  const char first = word.empty() ? '\0' : word[0];
  return word.size() >= 2 && (first == 'x' || first == 'X' || first == 'z' || first == 'Z') &&
         std::all_of(word.begin(), word.end(), [&](char c) { return c == first; });
}

// A number that names have not, perhaps with letters: a plant or a unit has fewer digits.
bool is_long_number(std::string_view word) {
  constexpr std::size_t kLeastDigits = 7;
  const auto letters = static_cast<std::size_t>(std::count_if(word.begin(), word.end(), is_letter));
  return digits_in(word) >= kLeastDigits && letters <= digits_in(word);
}

// "Musterstr.", "Muster-Allee": a street, where a number follows.
bool names_street(const std::string& word) {
  constexpr std::array<std::string_view, 6> kEndings{"str", "strasse", "straße", "gasse", "allee", "platz"};
  return std::any_of(kEndings.begin(), kEndings.end(), [&](std::string_view ending) {
    return word.size() > ending.size() + 2 && word.ends_with(ending);
  });
}

// The name in an address of mail or of a page: "anna.muster" of "anna.muster@example.com", "sampletrading" of
// "www.sampletrading.com"; "" if the word is no such address.
std::string_view name_in_address(std::string_view word) {
  const std::size_t at = word.find('@');
  const std::string_view host = at == std::string_view::npos ? word : word.substr(at + 1);
  const std::size_t dot = host.rfind('.');
  const bool domain = dot != std::string_view::npos && dot > 0 && host.size() - dot >= 3 && host.size() - dot <= 7 &&
                      std::all_of(host.begin() + static_cast<std::ptrdiff_t>(dot) + 1, host.end(), is_letter) &&
                      host.find('/') == std::string_view::npos;
  if (at != std::string_view::npos) return domain && at > 0 ? word.substr(0, at) : std::string_view{};
  constexpr std::array<std::string_view, 3> kPages{"https://", "http://", "www."};
  std::string_view page = word;
  for (const std::string_view beginning : kPages) {
    if (page.starts_with(beginning) || (beginning == "www." && page.starts_with("WWW."))) {
      page.remove_prefix(beginning.size());
    }
  }
  constexpr std::array<std::string_view, 8> kEndings{".com", ".net", ".org", ".info", ".biz", ".ru", ".cn", ".ir"};
  const bool ends = std::any_of(kEndings.begin(), kEndings.end(), [&](std::string_view ending) {
    std::string plain;
    for (const char c : page) plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return plain.size() > ending.size() + 2 && plain.ends_with(ending);
  });
  if (page.size() == word.size() && !ends) return {};
  page = page.substr(0, page.find('/'));
  page = page.substr(0, page.rfind('.'));
  return page.substr(page.rfind('.') == std::string_view::npos ? 0 : page.rfind('.') + 1);
}

class Notes {
 public:
  Notes(std::string_view text, NameType type) : text_(text), type_(type), words_(stated_words(text)) {
    dropped_.assign(words_.size(), false);
  }

  std::string name() {
    if (words_.empty()) return {};
    for (std::size_t i = 0; i < words_.size();) i += note_at(i);
    if (const std::string passenger = passenger_name(); !passenger.empty()) return passenger;
    if (std::none_of(dropped_.begin(), dropped_.end(), [](bool each) { return each; })) return address_alone();
    std::string out;
    std::size_t letters = 0;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (dropped_[i]) continue;
      const std::string_view word = text_.substr(words_[i].begin, words_[i].end - words_[i].begin);
      // What stood around a note goes with it.
      const bool beside = i == 0 || dropped_[i - 1];
      out += beside ? std::string_view(out.empty() ? "" : " ") : words_[i].before;
      out += word;
      letters += static_cast<std::size_t>(std::count_if(word.begin(), word.end(), is_letter));
    }
    constexpr std::size_t kLeastLetters = 3;
    return letters < kLeastLetters ? std::string() : std::string(without_frames(out));
  }

 private:
  bool person() const { return type_ == NameType::kPerson; }

  std::string_view word(std::size_t i) const { return text_.substr(words_[i].begin, words_[i].end - words_[i].begin); }

  void drop(std::size_t from, std::size_t count) {
    for (std::size_t i = from; i < std::min(from + count, words_.size()); ++i) dropped_[i] = true;
  }

  // Marks the note that begins at word `i`; how many words were looked at.
  std::size_t note_at(std::size_t i) {
    const StatedPhrases& phrases = StatedPhrases::get();
    if (is_date(word(i)) || is_long_number(word(i)) || is_share(word(i))) {
      drop(i, 1);
      return 1;
    }
    if (word(i).size() > 2 && word(i)[0] == '+' && is_digit(word(i)[1])) {
      // The number of a telephone, in groups.
      std::size_t groups = 1;
      while (i + groups < words_.size() && digits_in(word(i + groups)) == word(i + groups).size()) ++groups;
      drop(i, groups);
      return groups;
    }
    if (const std::size_t address = words_.size() > 2 && !name_in_address(word(i)).empty() ? 1 : 0; address != 0) {
      drop(i, 1);
      return 1;
    }
    if (const std::size_t labelled = labelled_at(i); labelled != 0) {
      drop(i, labelled);
      return labelled;
    }
    if (i == 0) {
      unsigned kinds = person() || type_ == NameType::kAny ? unsigned{kPhraseBeforePerson} : 0U;
      kinds |= person() ? 0U : unsigned{kPhraseBeforeBody};
      const std::size_t length = phrases.longest(words_, 0, kinds);
      // A firm of no stated kind may begin with one such word ("IP Sample Systems").
      const bool known = type_ != NameType::kAny || length > 1 || static_cast<unsigned char>(word(0)[0]) >= 0x80 ||
                         phrases.is(words_[0].text, unsigned{kPhraseNobody} | kPhraseBeforeBody);
      if (length > 0 && known && words_.size() > length + (type_ == NameType::kOrganisation ? 0U : 1U)) {
        drop(0, length);
        return length;
      }
    }
    if (words_.size() > 2 && ((person() && phrases.is(words_[i].text, kPhraseNobody)) || is_filler(word(i)))) {
      drop(i, 1);
      return 1;
    }
    if (i == 0) return 1;
    const bool bearer = person() || type_ == NameType::kAny;
    // "Г." may be somebody's initial.
    const unsigned rest = kPhraseRest | (bearer && i > 1 ? unsigned{kPhraseRestOfPerson} : 0U) |
                          (type_ == NameType::kOrganisation && i > 1 ? unsigned{kPhraseRestOfBody} : 0U);
    if (phrases.longest(words_, i, rest) > 0 || begins_address(i)) {
      drop(i, words_.size());
      return words_.size();
    }
    if (constexpr std::string_view kGerman = "i.L."; word(i) == kGerman && i + 1 == words_.size()) {
      drop(i, 1);
      return 1;
    }
    if (const std::size_t length = phrases.longest(words_, i, kPhraseStatus);
        length > 0 && (i + length == words_.size() || set_off(i))) {
      drop(i, length);
      return length;
    }
    return 1;
  }

  bool set_off(std::size_t i) const { return words_[i].before.find_first_of("([{,;") != std::string_view::npos; }

  // "P.O. Box 1234 ...", ", Office 12, ...", "12 Sample Street": the rest is an address.
  bool begins_address(std::size_t i) const {
    const StatedPhrases& phrases = StatedPhrases::get();
    constexpr std::size_t kMostOfStreet = 4;
    constexpr std::size_t kMostDigits = 5;
    if (i > 1 && is_digit(word(i)[0]) && word(i).size() <= kMostDigits) {
      for (std::size_t n = 1; n <= kMostOfStreet && i + n < words_.size(); ++n) {
        if (n > 1 && phrases.is(words_[i + n].text, kPhraseStreet)) return true;
      }
    }
    if (i > 1 && i + 1 < words_.size() && names_street(words_[i].text) && is_digit(word(i + 1)[0])) return true;
    const std::size_t box = phrases.longest(words_, i, kPhraseBox);
    const std::size_t room = set_off(i) ? phrases.longest(words_, i, kPhraseRoom) : 0;
    const std::size_t length = std::max(box, room);
    return length > 0 && i + length < words_.size() && digits_in(word(i + length)) > 0;
  }

  // Words of a label and its value; 0 if there is none. "INN 7707083893", "Reg. No: 1234-A", "IMO9074729", "DOB 12 May
  // 1970".
  std::size_t labelled_at(std::size_t i) const {
    std::uint8_t least = 0;
    std::size_t length = StatedPhrases::get().longest(words_, i, kPhraseLabel, &least);
    std::size_t digits = 0;
    if (length == 0) {
      const std::string& whole = words_[i].text;
      std::size_t letters = 0;
      while (letters < whole.size() && !is_digit(whole[letters])) ++letters;
      digits = digits_in(whole);
      std::vector<StatedWord> label(1);
      label[0].text = whole.substr(0, letters);
      const bool one = letters + digits == whole.size() && digits > 0 &&
                       StatedPhrases::get().longest(label, 0, kPhraseLabel, &least) > 0;
      return one && digits >= least ? 1 : 0;
    }
    if (is_ship_mark(words_[i].text) && type_ != NameType::kVessel) return 0;
    constexpr std::array<std::string_view, 8> kConnectors{"no", "nr", "number", "num", "#", "№", "code", "-"};
    // "Reg. No. HRB 12345"
    constexpr int kMostLabels = 4;
    for (int n = 0; n < kMostLabels && i + length < words_.size(); ++n) {
      const std::string& next = words_[i + length].text;
      const bool connects = std::find(kConnectors.begin(), kConnectors.end(), next) != kConnectors.end();
      const std::size_t more = connects ? 1 : StatedPhrases::get().longest(words_, i + length, kPhraseLabel, &least);
      if (more == 0) break;
      length += more;
    }
    if (least == 0) {
      // The code of a bank: no digits need be in it.
      return i + length < words_.size() && is_bank_code(word(i + length)) ? length + 1 : 0;
    }
    constexpr std::size_t kMostWords = 5;
    std::size_t valued = 0;  // words up to the last of the value
    for (std::size_t n = 0; n < kMostWords && i + length + n < words_.size(); ++n) {
      const std::string_view value = word(i + length + n);
      const std::size_t here = digits_in(value);
      // A month between the numbers of a date.
      const bool month = n > 0 && value.size() >= 3 && i + length + n + 1 < words_.size() &&
                         digits_in(word(i + length + n + 1)) > 0 && valued == n;
      if (here == 0 && !month) break;
      digits += here;
      if (here > 0) valued = n + 1;
    }
    return digits >= least && valued > 0 ? length + valued : 0;
  }

  // "V." is a voyage beside a ship's name alone.
  static bool is_ship_mark(std::string_view label) { return label == "v"; }

  // "MUSTER/ANNA MRS", "MUSTER/ANNAMRS": the family name before the stroke, a title at the end.
  std::string passenger_name() const {
    if (type_ == NameType::kOrganisation || type_ == NameType::kVessel || type_ == NameType::kAircraft) return {};
    const std::string_view first = word(0);
    const std::size_t stroke = first.find('/');
    const auto letters = [](std::string_view text) { return std::all_of(text.begin(), text.end(), is_letter); };
    if (stroke == std::string_view::npos || stroke < 2 || stroke + 2 >= first.size() ||
        !letters(first.substr(0, stroke)) || !letters(first.substr(stroke + 1))) {
      // A field of a payment: "1/ANNA MUSTER".
      if (stroke == 1 && is_digit(first[0]) && first.size() > 3) return std::string(text_.substr(words_[0].begin + 2));
      return {};
    }
    constexpr std::array<std::string_view, 9> kTitles{"MRS", "MSTR", "MISS", "MR", "MS", "DR", "CHD", "INF", "PROF"};
    std::string given(first.substr(stroke + 1));
    for (std::size_t i = 1; i < words_.size(); ++i) {
      if (!dropped_[i]) given += " " + std::string(word(i));
    }
    constexpr std::size_t kLeastGiven = 2;
    for (const std::string_view title : kTitles) {
      if (!given.ends_with(title) || given.size() < title.size() + kLeastGiven) continue;
      given.resize(given.size() - title.size());
      break;
    }
    while (given.ends_with(' ')) given.pop_back();
    return given + " " + std::string(first.substr(0, stroke));
  }

  // The name in an address that is all there is.
  std::string address_alone() const {
    if (words_.size() > 2) return {};
    std::string out;
    for (std::size_t i = 0; i < words_.size() && out.empty(); ++i) {
      for (const char c : name_in_address(word(i))) out += c == '.' || c == '_' || c == '-' || is_digit(c) ? ' ' : c;
    }
    constexpr std::size_t kLeast = 4;
    return out.size() < kLeast ? std::string() : out;
  }

  std::string_view text_;
  NameType type_;
  std::vector<StatedWord> words_;
  std::vector<bool> dropped_;
};

}  // namespace

std::string without_notes(std::string_view text, NameType type) {
  return Notes(text, type).name();
}

}  // namespace penumbra::names
