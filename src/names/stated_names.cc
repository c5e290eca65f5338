#include "names/stated_names.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "names/notes.h"
#include "names/stated_words.h"

namespace penumbra::names {
namespace {

// Brackets within brackets that are looked into.
constexpr int kMaxDepth = 4;

// Whether a sign of another name may be in the text: the cheap question before all others.
bool may_state_several(std::string_view text, bool person) {
  const StatedPhrases& phrases = StatedPhrases::get();
  const unsigned signs = kByteSeparator | kByteNote | (person ? unsigned{kByteAside} : 0U);
  bool within = false;
  bool high = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (byte_is(c, signs)) return true;
    if (byte_is(c, kByteBlank | kByteFraming)) {
      within = false;
      continue;
    }
    if (!within) {
      within = true;
      std::size_t end = i + 1;
      while (end < text.size() && !byte_is(text[end], kByteBlank | kByteFraming)) ++end;
      if (phrases.may_begin(text.substr(i, end - i))) {
        const std::string word = plain_stated_word(text.substr(i, end - i));
        if (phrases.begins(word) || word.find('-') != std::string::npos) return true;
      }
      // "www.sample.com".
      if (text.substr(i, end - i).find('.') + 3 < end - i) {
        return true;
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

// A place at which another name begins.
struct Cut {
  std::size_t begin = 0;  // of what is said between the two
  std::size_t end = 0;
  bool bracket = false;  // an opening bracket or quote at `begin`
  bool said = false;     // words say so, not punctuation alone
};

class Cutter {
 public:
  // `joint`: a word for "and" stands between two bearers.
  Cutter(std::string_view text, bool person, bool joint) : text_(text), person_(person), joint_(joint) {}

  std::vector<Cut> cuts() {
    words_ = stated_words(text_);
    std::vector<Cut> out;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      const StatedWord& here = words_[i];
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
      if (joint_ && i > 0 && i + 1 < words_.size() && StatedPhrases::get().is(here.text, kPhraseAnd)) {
        out.push_back({here.begin, here.end, false, false});
        continue;
      }
      if (person_ && open) out.push_back({here.from + bracket, here.from + bracket + 1, true, false});
      if (person_ && i > 0) quotes(here, out);
      for (const std::string& sign : StatedPhrases::get().signs()) {
        const std::size_t found = text_.substr(0, here.end).find(sign, here.begin);
        if (found != std::string_view::npos && found > 0) out.push_back({found, found + sign.size(), false, true});
      }
    }
    std::stable_sort(out.begin(), out.end(), [](const Cut& a, const Cut& b) { return a.begin < b.begin; });
    return out;
  }

 private:
  static constexpr std::size_t kHyphened = std::string_view::npos;

  // A bar without a blank on either side is a trick between the words of one name.
  void separators(const StatedWord& word, std::vector<Cut>& out) const {
    for (std::size_t i = 0; i < word.before.size(); ++i) {
      const bool bar = word.before[i] == '|' && word.before.size() > 1;
      if (!bar && word.before[i] != ';' && word.before[i] != '\n') continue;
      out.push_back({word.from + i, word.from + i + 1, false, false});
      return;
    }
  }

  void quotes(const StatedWord& word, std::vector<Cut>& out) const {
    const std::size_t quote = word.before.rfind('"');
    if (quote == std::string_view::npos || quote + 1 != word.before.size() || quote == 0) return;
    if (text_.find('"', word.begin) == std::string_view::npos) return;
    out.push_back({word.from + quote, word.from + quote + 1, true, false});
  }

  // Words of the longest phrase that begins at word i; kHyphened if it is the beginning of that word; 0 if none does.
  std::size_t phrase_at(std::size_t i) const {
    const StatedPhrases& phrases = StatedPhrases::get();
    const StatedWord& first = words_[i];
    if (i == 0) return 0;
    if (first.text == "/") return 1;
    const bool off = first.before.find_first_of("([{,;") != std::string_view::npos;
    if (off) {
      const std::size_t hyphen = first.text.find('-');
      if (hyphen != std::string::npos && hyphen + 1 < first.text.size() &&
          phrases.is(first.text.substr(0, hyphen + 1), unsigned{kPhraseSetOff} | kPhraseAny)) {
        return kHyphened;
      }
    }
    return phrases.longest(words_, i, off ? unsigned{kPhraseSetOff} | kPhraseAny : unsigned{kPhraseAny});
  }

  std::string_view text_;
  bool person_;
  bool joint_;
  std::vector<StatedWord> words_;
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
      if (!known && name != without_frames(text) && worth_reading(name, text)) out.names.push_back(std::move(name));
    }
    return out;
  }

 private:
  std::vector<std::string> pieces(std::string_view text, int depth) {
    std::vector<std::string> out;
    std::vector<std::string> inner;
    std::string name;
    std::size_t at = 0;  // what lies before is told
    for (const Cut& cut : Cutter(text, type_ == NameType::kPerson, bears_jointly(text)).cuts()) {
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
    text = without_frames(text);
    const bool says = std::any_of(text.begin(), text.end(), [](char c) {
      return static_cast<unsigned char>(c) >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
             (c >= 'a' && c <= 'z');
    });
    if (!says) return;
    // Where a bracket was taken out, two blanks are left.
    std::string& name = out.emplace_back();
    for (const char c : text) {
      if (!byte_is_blank(c)) {
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
    // An article is no second word: "al-Muster".
    const Name read = analyze(name, type_);
    if (std::count_if(read.parts.begin(), read.parts.end(), [](const Part& part) { return part.weight > 0; }) > 1) {
      return true;
    }
    return type_ == NameType::kAny && said_ && shows_body(whole);
  }

  // People have joint accounts; what looks like a body's name has "and" in it.
  bool bears_jointly(std::string_view text) {
    if (type_ != NameType::kAny) return type_ == NameType::kPerson;
    const std::vector<StatedWord> words = stated_words(text);
    return std::any_of(words.begin(), words.end(),
                       [](const StatedWord& word) { return StatedPhrases::get().is(word.text, kPhraseAnd); }) &&
           !shows_body(text);
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
  const std::string unmarked = without_markup(text);
  const std::string plain = plainly_framed(unmarked);
  std::string rest = without_notes(plain, type);
  if (rest.empty() && unmarked != text) rest = without_frames(plain);
  StatedNames out = Divider(type).divide(rest.empty() ? plain : rest);
  if (!rest.empty() && std::find(out.names.begin(), out.names.end(), rest) == out.names.end()) {
    out.names.insert(out.names.begin(), std::move(rest));
  }
  return out;
}

}  // namespace penumbra::names
