#include "names/stated_words.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <system_error>
#include <utility>

#include "embedded/names_stated_names.h"
#include "names/table_text.h"
#include "text/utf8.h"

namespace penumbra::names {
namespace {

// Words of the longest phrase of the table.
constexpr std::size_t kMaxPhrase = 6;
// Longest word of a phrase, in bytes.
constexpr std::size_t kMaxWord = 32;

// Letters that phrases are written in, Latin and Cyrillic, in the other case; themselves without one.
char32_t lower(char32_t c) {
  if ((c >= U'A' && c <= U'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x410 && c <= 0x42F)) return c + 32;
  return c >= 0x400 && c <= 0x40F ? c + 80 : c;
}
char32_t upper(char32_t c) {
  if ((c >= U'a' && c <= U'z') || (c >= 0xE0 && c <= 0xFE && c != 0xF7) || (c >= 0x430 && c <= 0x44F)) return c - 32;
  return c >= 0x450 && c <= 0x45F ? c - 80 : c;
}

// Of the first four bytes; the case of ASCII letters does not count.
std::size_t key_of(std::string_view word) {
  constexpr std::size_t kKeyBytes = 4;
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < kKeyBytes; ++i) {
    const auto byte = static_cast<unsigned char>(i < word.size() ? word[i] : '\0');
    value = value << 8U | (byte < 0x80 ? byte | 0x20U : byte);
  }
  return static_cast<std::size_t>(value * 0x9E3779B1U >> 18U);
}

std::uint16_t kind_of(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, std::uint16_t>, 14> kKinds{{{"any", kPhraseAny},
                                                                               {"set off", kPhraseSetOff},
                                                                               {"and", kPhraseAnd},
                                                                               {"status", kPhraseStatus},
                                                                               {"before body", kPhraseBeforeBody},
                                                                               {"before person", kPhraseBeforePerson},
                                                                               {"rest", kPhraseRest},
                                                                               {"nobody", kPhraseNobody},
                                                                               {"label", kPhraseLabel},
                                                                               {"box", kPhraseBox},
                                                                               {"room", kPhraseRoom},
                                                                               {"rest person", kPhraseRestOfPerson},
                                                                               {"street", kPhraseStreet},
                                                                               {"rest body", kPhraseRestOfBody}}};
  const auto* kind = std::find_if(kKinds.begin(), kKinds.end(), [&](const auto& each) { return each.first == name; });
  return kind == kKinds.end() ? std::uint16_t{0} : kind->second;
}

}  // namespace

std::string plain_stated_word(std::string_view word) {
  std::string out;
  if (word.size() > kMaxWord) return out;
  for (std::size_t i = 0; i < word.size();) {
    const char32_t c = text::decode(word, i);
    if (c != U'.') text::append(out, lower(c));
  }
  return out;
}

std::vector<StatedWord> stated_words(std::string_view text) {
  std::vector<StatedWord> out;
  for (std::size_t at = 0;;) {
    StatedWord word;
    word.from = at;
    while (at < text.size() && byte_is(text[at], kByteBlank | kByteFraming)) ++at;
    if (at == text.size()) return out;
    word.begin = at;
    while (at < text.size() && !byte_is(text[at], kByteBlank | kByteFraming)) ++at;
    word.end = at;
    word.before = text.substr(word.from, word.begin - word.from);
    word.text = plain_stated_word(text.substr(word.begin, word.end - word.begin));
    out.push_back(std::move(word));
  }
}

std::string plainly_framed(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, char>, 14> kFrames{{{"“", '"'},
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
                                                                       {"／", '/'},
                                                                       {"：", ':'},
                                                                       {"，", ','}}};
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto* frame = std::find_if(kFrames.begin(), kFrames.end(),
                                     [&](const auto& each) { return text.substr(i).starts_with(each.first); });
    out += frame == kFrames.end() ? text[i] : frame->second;
    i += frame == kFrames.end() ? 1 : frame->first.size();
  }
  return out;
}

namespace {

// The character that "&...;" at `i` stands for, and behind it; 0 if it stands for none.
char32_t entity_at(std::string_view text, std::size_t& i) {
  constexpr std::size_t kLongest = 10;
  const std::size_t end = text.substr(0, std::min(text.size(), i + kLongest)).find(';', i);
  if (end == std::string_view::npos) return 0;
  std::string_view name = text.substr(i + 1, end - i - 1);
  constexpr std::array<std::pair<std::string_view, char32_t>, 8> kNames{{{"amp", U'&'},
                                                                         {"apos", U'\''},
                                                                         {"rsquo", U'\''},
                                                                         {"lsquo", U'\''},
                                                                         {"quot", U'"'},
                                                                         {"nbsp", U' '},
                                                                         {"lt", U' '},
                                                                         {"gt", U' '}}};
  char32_t out = 0;
  if (name.starts_with('#')) {
    name.remove_prefix(1);
    const bool hex = name.starts_with('x') || name.starts_with('X');
    if (hex) name.remove_prefix(1);
    std::uint32_t value = 0;
    const auto [rest, error] = std::from_chars(name.data(), name.data() + name.size(), value, hex ? 16 : 10);
    if (error == std::errc() && rest == name.data() + name.size()) out = value < 0x20 ? U' ' : char32_t{value};
  } else {
    const auto* known =
        std::find_if(kNames.begin(), kNames.end(), [&](const auto& each) { return each.first == name; });
    if (known != kNames.end()) out = known->second;
  }
  if (out != 0) i = end + 1;
  return out;
}

// Behind the mark of a page that begins at `i`: "<b>", "</span>"; `i` if none does.
std::size_t behind_mark(std::string_view text, std::size_t i) {
  std::size_t end = i + 1;
  end += end < text.size() && text[end] == '/' ? 1U : 0U;
  const std::size_t letters = end;
  while (end < text.size() && ((text[end] >= 'a' && text[end] <= 'z') || (text[end] >= 'A' && text[end] <= 'Z'))) ++end;
  if (end == letters) return i;
  end += end < text.size() && text[end] == '/' ? 1U : 0U;
  return end < text.size() && text[end] == '>' ? end + 1 : i;
}

}  // namespace

std::string without_markup(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == '&') {
      if (const char32_t c = entity_at(text, i); c != 0) {
        text::append(out, c);
        continue;
      }
    } else if (text[i] == '%' && text.substr(i).starts_with("%20")) {
      out += ' ';
      i += 3;
      continue;
    } else if (text[i] == '<') {
      if (const std::size_t end = behind_mark(text, i); end != i) {
        out += ' ';
        i = end;
        continue;
      }
    }
    out += text[i++];
  }
  return out;
}

std::string_view without_frames(std::string_view text) {
  const auto junk = [](char c) { return byte_is(c, kByteBlank | kByteFraming) || c == '/' || c == '-'; };
  while (!text.empty() && junk(text.front())) text.remove_prefix(1);
  while (!text.empty() && junk(text.back()) &&
         !(text.back() == ')' && text.substr(0, text.size() - 1).find('(') != std::string_view::npos)) {
    text.remove_suffix(1);
  }
  return text;
}

const StatedPhrases& StatedPhrases::get() {
  static const StatedPhrases* const phrases = new StatedPhrases();
  return *phrases;
}

bool StatedPhrases::is(const std::string& phrase, unsigned kinds) const {
  const auto found = phrases_.find(phrase);
  return found != phrases_.end() && (found->second.kinds & kinds) != 0;
}

bool StatedPhrases::may_begin(std::string_view word) const {
  return beginnings_.test(key_of(word));
}

std::size_t StatedPhrases::longest(const std::vector<StatedWord>& words, std::size_t i, unsigned kinds,
                                   std::uint8_t* least_digits) const {
  if (!begins(words[i].text)) return 0;
  std::size_t longest = 0;
  std::string phrase;
  for (std::size_t n = 0; n < kMaxPhrase && i + n < words.size(); ++n) {
    const StatedWord& word = words[i + n];
    if (n > 0 && std::any_of(word.before.begin(), word.before.end(), byte_is_framing)) break;
    phrase += (n > 0 ? " " : "") + word.text;
    const auto found = phrases_.find(phrase);
    if (found == phrases_.end() || (found->second.kinds & kinds) == 0) continue;
    longest = n + 1;
    if (least_digits != nullptr) *least_digits = found->second.least_digits;
  }
  return longest;
}

// Both cases of the first two letters, of which other scripts than Latin have more than one byte; abbreviations also
// with dots.
void StatedPhrases::add_beginning(std::string_view word) {
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
      beginnings_.set(key_of(plain + rest));
      if (plain.size() + rest.size() > 3) continue;
      beginnings_.set(key_of(plain + rest + '.'));
      beginnings_.set(key_of(dotted));
      beginnings_.set(key_of(dotted + '.'));
      beginnings_.set(key_of(dotted + rest));
    }
  }
}

StatedPhrases::StatedPhrases() {
  std::string_view rest = embedded::names_stated_names();
  while (!rest.empty()) {
    std::string_view line = take_table_text(rest, '\n');
    if (line.empty() || line.front() == '#') continue;
    std::string_view kind = take_table_text(line, '|');
    std::uint8_t digits = 0;
    if (kind.starts_with("label ")) {
      for (const char c : kind.substr(6)) digits = static_cast<std::uint8_t>(digits * 10 + (c - '0'));
      kind = "label";
    }
    while (!line.empty()) {
      const std::string phrase(take_table_text(line, ','));
      if (kind == "signs") {
        signs_.push_back(phrase);
        continue;
      }
      const std::string first = phrase.substr(0, phrase.find(' '));
      begins_.insert(first);
      add_beginning(first);
      Phrase& entry = phrases_[phrase];
      entry.kinds = static_cast<std::uint16_t>(entry.kinds | kind_of(kind));
      if (digits > 0) entry.least_digits = digits;
    }
  }
}

}  // namespace penumbra::names
