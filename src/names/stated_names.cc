#include "names/stated_names.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <string>
#include <unordered_set>
#include <utility>

#include "embedded/names_stated_names.h"
#include "names/table_text.h"
#include "text/utf8.h"

namespace penumbra::names {
namespace {

// Brackets within brackets that are looked into.
constexpr int kMaxDepth = 4;
// Words of the longest phrase of the table.
constexpr std::size_t kMaxPhrase = 6;
// Longest word of a phrase, in bytes.
constexpr std::size_t kMaxWord = 32;

// What a byte can be to a text that states names. A table, since every byte of every query is asked.
enum : std::uint8_t {
  kBlank = 1,
  kFraming = 2,    // stands around a word and does not belong to it
  kSeparator = 4,  // tells names apart
  kAside = 8,      // sets off what a person is called besides
};
constexpr std::array<std::uint8_t, 256> kClasses = [] {
  std::array<std::uint8_t, 256> out{};
  for (const char c : std::string_view(" \t\r")) out[static_cast<unsigned char>(c)] |= kBlank;
  for (const char c : std::string_view("()[]{}\"',:;|<>\n")) out[static_cast<unsigned char>(c)] |= kFraming;
  for (const char c : std::string_view(";|\n")) out[static_cast<unsigned char>(c)] |= kSeparator;
  for (const char c : std::string_view("([{\"")) out[static_cast<unsigned char>(c)] |= kAside;
  return out;
}();
bool is(char c, unsigned classes) {
  return (kClasses[static_cast<unsigned char>(c)] & classes) != 0;
}
bool blank(char c) {
  return is(c, kBlank);
}
bool framing(char c) {
  return is(c, kFraming);
}

// Letters that phrases are written in, Latin and Cyrillic, in the other case; themselves without one.
char32_t lower(char32_t c) {
  if ((c >= U'A' && c <= U'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x410 && c <= 0x42F)) return c + 32;
  return c >= 0x400 && c <= 0x40F ? c + 80 : c;
}
char32_t upper(char32_t c) {
  if ((c >= U'a' && c <= U'z') || (c >= 0xE0 && c <= 0xFE && c != 0xF7) || (c >= 0x430 && c <= 0x44F)) return c - 32;
  return c >= 0x450 && c <= 0x45F ? c - 80 : c;
}

// Lower case, without dots; "" if it is longer than any word of a phrase.
std::string plain_word(std::string_view word) {
  std::string out;
  if (word.size() > kMaxWord) return out;
  for (std::size_t i = 0; i < word.size();) {
    const char32_t c = text::decode(word, i);
    if (c != U'.') text::append(out, lower(c));
  }
  return out;
}

class Phrases {
 public:
  static const Phrases& get() {
    static const Phrases phrases;
    return phrases;
  }
  bool anywhere(const std::string& phrase) const { return anywhere_.contains(phrase); }
  bool set_off(const std::string& phrase) const { return set_off_.contains(phrase) || anywhere(phrase); }
  // Whether a phrase of several words begins so: nearly no word does.
  bool begins(const std::string& word) const { return begins_.contains(word); }
  const std::vector<std::string>& signs() const { return signs_; }

  // Whether a phrase may begin with the first bytes of `word`. Answers for nearly all words of names, before anything
  // is decoded.
  bool may_begin(std::string_view word) const { return beginnings_.test(key(word)); }

 private:
  static constexpr std::size_t kKeyBytes = 4;
  static constexpr std::size_t kKeys = std::size_t{1} << 14U;
  // Of the first four bytes; the case of ASCII letters does not count.
  static std::size_t key(std::string_view word) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < kKeyBytes; ++i) {
      const auto byte = static_cast<unsigned char>(i < word.size() ? word[i] : '\0');
      value = value << 8U | (byte < 0x80 ? byte | 0x20U : byte);
    }
    return static_cast<std::size_t>(value * 0x9E3779B1U >> 18U);
  }

  // Both cases of the first two letters, of which other scripts than Latin have more than one byte; abbreviations also
  // with dots.
  void add_beginning(std::string_view word) {
    std::size_t at = 0;
    const char32_t first = text::decode(word, at);
    const char32_t second = at < word.size() ? text::decode(word, at) : 0;
    const std::string rest(word.substr(std::min(at, word.size())));
    for (const char32_t a : {first, upper(first)}) {
      for (const char32_t b : {second, upper(second)}) {
        std::string plain;
        std::string dotted;
        text::append(plain, a);
        text::append(dotted, a);
        dotted += '.';
        if (b != 0) {
          text::append(plain, b);
          text::append(dotted, b);
        }
        beginnings_.set(key(plain + rest));
        if (plain.size() + rest.size() > 3) continue;
        beginnings_.set(key(plain + rest + '.'));
        beginnings_.set(key(dotted));
        beginnings_.set(key(dotted + '.'));
        beginnings_.set(key(dotted + rest));
      }
    }
  }

  Phrases() {
    std::string_view rest = embedded::names_stated_names();
    while (!rest.empty()) {
      std::string_view line = take_table_text(rest, '\n');
      if (line.empty() || line.front() == '#') continue;
      const std::string_view kind = take_table_text(line, '|');
      while (!line.empty()) {
        const std::string phrase(take_table_text(line, ','));
        if (kind == "signs") {
          signs_.push_back(phrase);
          continue;
        }
        const std::string first = phrase.substr(0, phrase.find(' '));
        begins_.insert(first);
        add_beginning(first);
        (kind == "any" ? anywhere_ : set_off_).insert(phrase);
      }
    }
  }

  std::unordered_set<std::string> anywhere_;
  std::unordered_set<std::string> set_off_;
  std::unordered_set<std::string> begins_;
  std::vector<std::string> signs_;
  std::bitset<kKeys> beginnings_;
};

// Whether a sign of another name may be in the text: the cheap question before all others.
bool may_state_several(std::string_view text, bool person) {
  const Phrases& phrases = Phrases::get();
  const unsigned signs = person ? unsigned{kSeparator} | kAside : unsigned{kSeparator};
  bool within = false;
  bool high = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (is(c, kBlank | kFraming)) {
      if (is(c, signs)) return true;
      within = false;
      continue;
    }
    if (!within) {
      within = true;
      if (c == '/') return true;
      std::size_t end = i + 1;
      while (end < text.size() && !is(text[end], kBlank | kFraming)) ++end;
      if (phrases.may_begin(text.substr(i, end - i))) {
        const std::string word = plain_word(text.substr(i, end - i));
        if (phrases.begins(word) || word.find('-') != std::string::npos) return true;
      }
    }
    // Chinese and Japanese signs stand within texts without blanks; quotes of other scripts begin so, too.
    high = high || static_cast<unsigned char>(c) >= 0xE2 || c == '\xC2';
  }
  if (!high) return false;
  const auto contains = [&](std::string_view sign) { return text.find(sign) != std::string_view::npos; };
  constexpr std::array<std::string_view, 6> kQuotes{"“", "”", "„", "«", "（", "【"};
  return contains("；") || contains("、") || contains("／") ||
         std::any_of(phrases.signs().begin(), phrases.signs().end(), contains) ||
         (person && std::any_of(kQuotes.begin(), kQuotes.end(), contains));
}

// With the quotes and brackets of all scripts as those of ASCII.
std::string plainly_framed(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, char>, 12> kFrames{{{"“", '"'},
                                                                       {"”", '"'},
                                                                       {"„", '"'},
                                                                       {"«", '"'},
                                                                       {"»", '"'},
                                                                       {"（", '('},
                                                                       {"）", ')'},
                                                                       {"【", '['},
                                                                       {"】", ']'},
                                                                       {"；", ';'},
                                                                       {"、", ';'},
                                                                       {"／", '/'}}};
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto frame = std::find_if(kFrames.begin(), kFrames.end(),
                                    [&](const auto& each) { return text.substr(i).starts_with(each.first); });
    out += frame == kFrames.end() ? text[i] : frame->second;
    i += frame == kFrames.end() ? 1 : frame->first.size();
  }
  return out;
}

struct Word {
  std::size_t begin = 0;  // of the word itself, what frames it left out
  std::size_t end = 0;
  std::size_t from = 0;     // where what stands before it begins: the end of the word before
  std::string_view before;  // what stands between the word before and this one
  std::string text;         // lower case, without dots; "" if it is longer than any word of a phrase
};

// The next word from `at`; false at the end of the text.
bool next_word(std::string_view text, std::size_t& at, Word& word) {
  word.from = at;
  while (at < text.size() && (blank(text[at]) || framing(text[at]))) ++at;
  if (at == text.size()) return false;
  word.begin = at;
  while (at < text.size() && !blank(text[at]) && !framing(text[at])) ++at;
  word.end = at;
  word.before = text.substr(word.from, word.begin - word.from);
  word.text = plain_word(text.substr(word.begin, word.end - word.begin));
  return true;
}

// A place at which another name begins.
struct Cut {
  std::size_t begin = 0;  // of what is said between the two
  std::size_t end = 0;
  bool bracket = false;  // an opening bracket or quote at `begin`
  bool said = false;     // words say so, not punctuation alone
};

class Cutter {
 public:
  Cutter(std::string_view text, bool person) : text_(text), person_(person) {}

  std::vector<Cut> cuts() {
    Word word;
    for (std::size_t at = 0; next_word(text_, at, word);) words_.push_back(word);
    std::vector<Cut> out;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      const Word& here = words_[i];
      if (i > 0) separators(here, out);
      const std::size_t bracket = here.before.find_last_of("([{");
      const bool open = bracket != std::string_view::npos;
      const std::size_t length = phrase_at(i);
      if (length > 0) {
        const std::size_t begin = open ? here.from + bracket : here.begin;
        // "ex-Sample": the name begins within the word.
        const std::size_t end = length == kHyphened ? text_.find('-', here.begin) + 1 : words_[i + length - 1].end;
        out.push_back({begin, end, open, here.text != "/"});
        i += length == kHyphened ? 0 : length - 1;
        continue;
      }
      if (person_ && open) out.push_back({here.from + bracket, here.from + bracket + 1, true, false});
      if (person_ && i > 0) quotes(here, out);
      for (const std::string& sign : Phrases::get().signs()) {
        const std::size_t found = text_.substr(0, here.end).find(sign, here.begin);
        if (found != std::string_view::npos && found > 0) out.push_back({found, found + sign.size(), false, true});
      }
    }
    std::stable_sort(out.begin(), out.end(), [](const Cut& a, const Cut& b) { return a.begin < b.begin; });
    return out;
  }

 private:
  static constexpr std::size_t kHyphened = kMaxPhrase + 1;

  // A bar without a blank on either side is a trick between the words of one name.
  void separators(const Word& word, std::vector<Cut>& out) const {
    for (std::size_t i = 0; i < word.before.size(); ++i) {
      const bool bar = word.before[i] == '|' && word.before.size() > 1;
      if (!bar && word.before[i] != ';' && word.before[i] != '\n') continue;
      out.push_back({word.from + i, word.from + i + 1, false, false});
      return;
    }
  }

  void quotes(const Word& word, std::vector<Cut>& out) const {
    const std::size_t quote = word.before.rfind('"');
    if (quote == std::string_view::npos || quote + 1 != word.before.size() || quote == 0) return;
    if (text_.find('"', word.begin) == std::string_view::npos) return;
    out.push_back({word.from + quote, word.from + quote + 1, true, false});
  }

  // Words of the longest phrase that begins at word i; kHyphened if it is the beginning of that word; 0 if none does.
  std::size_t phrase_at(std::size_t i) const {
    const Phrases& phrases = Phrases::get();
    const Word& first = words_[i];
    if (i == 0) return 0;
    if (first.text == "/") return 1;
    const bool off = first.before.find_first_of("([{,;") != std::string_view::npos;
    if (off) {
      const std::size_t hyphen = first.text.find('-');
      if (hyphen != std::string::npos && hyphen + 1 < first.text.size() &&
          phrases.set_off(first.text.substr(0, hyphen + 1))) {
        return kHyphened;
      }
    }
    if (!phrases.begins(first.text)) return 0;
    std::size_t longest = 0;
    std::string phrase;
    for (std::size_t n = 0; n < kMaxPhrase && i + n < words_.size(); ++n) {
      const Word& word = words_[i + n];
      if (n > 0 && std::any_of(word.before.begin(), word.before.end(), framing)) break;
      phrase += (n > 0 ? " " : "") + word.text;
      if (off ? phrases.set_off(phrase) : phrases.anywhere(phrase)) longest = n + 1;
    }
    return longest;
  }

  std::string_view text_;
  bool person_;
  std::vector<Word> words_;
};

// Where the bracket or quote that opens at `open` is closed; npos if it is not.
std::size_t closing(std::string_view text, std::size_t open) {
  if (text[open] == '"') return text.find('"', open + 1);
  constexpr std::string_view kOpen = "([{";
  constexpr std::string_view kClosed = ")]}";
  const std::size_t which = kOpen.find(text[open]);
  int depth = 0;
  for (std::size_t i = open; i < text.size(); ++i) {
    depth += text[i] == kOpen[which] ? 1 : text[i] == kClosed[which] ? -1 : 0;
    if (depth == 0) return i;
  }
  return std::string_view::npos;
}

// Without what frames it; a bracket that is closed within stays.
std::string_view trimmed(std::string_view text) {
  const auto junk = [](char c) { return blank(c) || framing(c) || c == '/' || c == '-'; };
  while (!text.empty() && junk(text.front())) text.remove_prefix(1);
  while (!text.empty() && junk(text.back()) &&
         !(text.back() == ')' && text.substr(0, text.size() - 1).find('(') != std::string_view::npos)) {
    text.remove_suffix(1);
  }
  return text;
}

class Divider {
 public:
  explicit Divider(NameType type) : type_(type) {}

  StatedNames divide(std::string_view text) {
    std::vector<std::string> names = pieces(text, 0);
    StatedNames out;
    out.incomplete = incomplete_;
    if (names.size() < 2) return out;
    for (std::string& name : names) {
      const bool known = std::find(out.names.begin(), out.names.end(), name) != out.names.end();
      if (!known && name != trimmed(text) && worth_reading(name, text)) out.names.push_back(std::move(name));
    }
    return out;
  }

 private:
  std::vector<std::string> pieces(std::string_view text, int depth) {
    std::vector<std::string> out;
    std::vector<std::string> inner;
    std::string name;
    std::size_t at = 0;  // what lies before is told
    for (const Cut& cut : Cutter(text, type_ == NameType::kPerson).cuts()) {
      if (cut.begin < at) continue;  // within a bracket that was looked into
      if (++cuts_ >= kMaxStatedNames) {
        incomplete_ = true;
        break;
      }
      said_ = said_ || cut.said;
      name += text.substr(at, cut.begin - at);
      const std::size_t closed = cut.bracket && depth < kMaxDepth ? closing(text, cut.begin) : std::string_view::npos;
      if (closed != std::string_view::npos) {
        for (std::string& each : pieces(text.substr(cut.end, std::max(closed, cut.end) - cut.end), depth + 1)) {
          inner.push_back(std::move(each));
        }
        name += ' ';
        at = closed + 1;
      } else {
        add(name, out);
        name.clear();
        std::move(inner.begin(), inner.end(), std::back_inserter(out));
        inner.clear();
        at = cut.end;
      }
    }
    name += text.substr(std::min(at, text.size()));
    add(name, out);
    std::move(inner.begin(), inner.end(), std::back_inserter(out));
    return out;
  }

  void add(std::string_view text, std::vector<std::string>& out) {
    text = trimmed(text);
    const bool says = std::any_of(text.begin(), text.end(), [](char c) {
      return static_cast<unsigned char>(c) >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
             (c >= 'a' && c <= 'z');
    });
    if (!says) return;
    // Where a bracket was taken out, two blanks are left.
    std::string& name = out.emplace_back();
    for (const char c : text) {
      if (!blank(c)) {
        name += c;
      } else if (name.back() != ' ') {
        name += ' ';
      }
    }
  }

  // A word of a body's name may stand behind a semicolon or a stroke; ships are listed so.
  bool worth_reading(std::string_view name, std::string_view whole) {
    if (type_ == NameType::kVessel || type_ == NameType::kAircraft) return true;
    if (type_ == NameType::kOrganisation && said_) return true;
    if (analyze(name, type_).parts.size() > 1) return true;
    return type_ == NameType::kAny && said_ && shows_body(whole);
  }

  bool shows_body(std::string_view whole) {
    if (body_ == Body::kUnknown) {
      const Name read = analyze(whole, NameType::kAny);
      const bool body = std::any_of(read.parts.begin(), read.parts.end(), [](const Part& part) {
        return part.kind == PartKind::kLegalForm || part.kind == PartKind::kGeneric;
      });
      body_ = body ? Body::kYes : Body::kNo;
    }
    return body_ == Body::kYes;
  }

  enum class Body : std::uint8_t { kUnknown, kNo, kYes };

  NameType type_;
  std::size_t cuts_ = 0;
  bool incomplete_ = false;
  bool said_ = false;
  Body body_ = Body::kUnknown;
};

}  // namespace

StatedNames stated_names(std::string_view text, NameType type) {
  if (!may_state_several(text, type == NameType::kPerson)) return {};
  return Divider(type).divide(plainly_framed(text));
}

}  // namespace penumbra::names
