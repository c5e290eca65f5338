#include "reference/alter.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace penumbra::reference {
namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words;
  std::size_t at = 0;
  while (at < name.size()) {
    const std::size_t end = std::min(name.find(' ', at), name.size());
    if (end > at) words.emplace_back(name.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

std::string joined(const std::vector<std::string>& words, std::string_view between = " ") {
  std::string out;
  for (const std::string& word : words) {
    if (!out.empty()) out += between;
    out += word;
  }
  return out;
}

// A place of an ASCII letter, or npos.
std::size_t letter_at(std::string_view name, Random& random) {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (is_letter(name[i])) places.push_back(i);
  }
  return places.empty() ? std::string_view::npos : places[random.below(places.size())];
}

char some_letter(Random& random) {
  return static_cast<char>('a' + static_cast<char>(random.below(26)));
}

std::string edit(std::string name, Alteration kind, Random& random) {
  const std::size_t at = letter_at(name, random);
  if (at == std::string::npos) return name;
  switch (kind) {
    case Alteration::kSubstitute:
      name[at] = some_letter(random);
      break;
    case Alteration::kInsert:
      name.insert(at, 1, some_letter(random));
      break;
    case Alteration::kDelete:
      name.erase(at, 1);
      break;
    case Alteration::kDouble:
      name.insert(at, 1, name[at]);
      break;
    default:
      if (at + 1 < name.size() && is_letter(name[at + 1])) std::swap(name[at], name[at + 1]);
  }
  return name;
}

using Replacement = std::pair<std::string_view, std::string_view>;

// Longest first, so that "shch" is one letter.
constexpr std::array<Replacement, 33> kCyrillicLetters{
    {{"shch", "щ"}, {"sh", "ш"}, {"ch", "ч"}, {"zh", "ж"}, {"kh", "х"}, {"ts", "ц"}, {"ya", "я"},
     {"yu", "ю"},   {"yo", "ё"}, {"a", "а"},  {"b", "б"},  {"c", "к"},  {"d", "д"},  {"e", "е"},
     {"f", "ф"},    {"g", "г"},  {"h", "х"},  {"i", "и"},  {"j", "й"},  {"k", "к"},  {"l", "л"},
     {"m", "м"},    {"n", "н"},  {"o", "о"},  {"p", "п"},  {"r", "р"},  {"s", "с"},  {"t", "т"},
     {"u", "у"},    {"v", "в"},  {"y", "ы"},  {"z", "з"},  {"w", "в"}}};
constexpr std::array<Replacement, 8> kLookAlikes{
    {{"a", "а"}, {"e", "е"}, {"o", "о"}, {"p", "р"}, {"c", "с"}, {"x", "х"}, {"y", "у"}, {"i", "і"}}};
constexpr std::array<Replacement, 5> kLeetDigits{{{"o", "0"}, {"i", "1"}, {"e", "3"}, {"a", "4"}, {"s", "5"}}};

template <std::size_t N>
std::string replaced(std::string_view name, const std::array<Replacement, N>& table, Random* sometimes) {
  std::string out;
  std::string low(name);
  std::transform(low.begin(), low.end(), low.begin(), lower);
  std::size_t at = 0;
  while (at < name.size()) {
    const auto hit = std::find_if(table.begin(), table.end(), [&](const Replacement& entry) {
      return std::string_view(low).substr(at).starts_with(entry.first);
    });
    if (hit == table.end() || (sometimes != nullptr && sometimes->below(3) != 0)) {
      out.push_back(name[at++]);
    } else {
      out += hit->second;
      at += hit->first.size();
    }
  }
  return out;
}

// Puts `what` behind about every third letter.
std::string sprinkled(std::string_view name, std::string_view what, Random& random) {
  std::string out;
  for (const char c : name) {
    out.push_back(c);
    if (is_letter(c) && random.below(3) == 0) out += what;
  }
  return out;
}

constexpr std::array<std::string_view, 12> kDecoys{
    "international", "junior", "al", "ivanov", "trading", "mohammed", "3", "service", "petrov", "x", "maria", "of"};
constexpr std::array<std::string_view, 5> kHonorifics{"Mr.", "Dr.", "Sheikh", "General", "Haji"};
constexpr std::array<std::string_view, 6> kLegalForms{"LLC", "Ltd.", "OOO", "GmbH", "S.A.", "Co., Ltd."};

std::string alter_words(std::vector<std::string> words, Alteration kind, Random& random) {
  const std::size_t at = random.below(words.size());
  switch (kind) {
    case Alteration::kReverse:
      std::reverse(words.begin(), words.end());
      break;
    case Alteration::kRotate:
      std::rotate(words.begin(), words.end() - 1, words.end());
      break;
    case Alteration::kJoin:
      if (at + 1 < words.size()) {
        words[at] += words[at + 1];
        words.erase(words.begin() + static_cast<std::ptrdiff_t>(at) + 1);
      }
      break;
    case Alteration::kJoinAll:
      return joined(words, "");
    case Alteration::kDrop:
      if (words.size() > 1) words.erase(words.begin() + static_cast<std::ptrdiff_t>(at));
      break;
    case Alteration::kDecoy:
      words.insert(words.begin() + static_cast<std::ptrdiff_t>(at), std::string(kDecoys[random.below(kDecoys.size())]));
      break;
    case Alteration::kInitial:
      if (words.size() > 1 && is_letter(words[at][0])) words[at] = words[at].substr(0, 1) + ".";
      break;
    case Alteration::kPunctuate:
      return joined(words, random.below(2) == 0 ? "." : "-");
    case Alteration::kSplit:
      if (words[at].size() > 3 && std::all_of(words[at].begin(), words[at].end(), is_letter)) {
        words[at].insert(1 + random.below(words[at].size() - 2), " ");
      }
      break;
    case Alteration::kHonorific:
      words.insert(words.begin(), std::string(kHonorifics[random.below(kHonorifics.size())]));
      break;
    case Alteration::kLegalForm:
      words.emplace_back(kLegalForms[random.below(kLegalForms.size())]);
      break;
    default:  // kPad
      for (int i = 0; i < 60; ++i) words.emplace_back(kDecoys[random.below(kDecoys.size())]);
  }
  return joined(words);
}

}  // namespace

std::string alter(std::string_view name, Alteration alteration, Random& random) {
  std::string text(name);
  switch (alteration) {
    case Alteration::kNone:
      return text;
    case Alteration::kSubstitute:
    case Alteration::kInsert:
    case Alteration::kDelete:
    case Alteration::kExchange:
    case Alteration::kDouble:
      return edit(std::move(text), alteration, random);
    case Alteration::kTwoEdits: {
      constexpr std::array kEdits{Alteration::kSubstitute, Alteration::kInsert, Alteration::kDelete,
                                  Alteration::kExchange};
      text = edit(std::move(text), kEdits[random.below(kEdits.size())], random);
      return edit(std::move(text), kEdits[random.below(kEdits.size())], random);
    }
    case Alteration::kUpper:
      std::transform(text.begin(), text.end(), text.begin(),
                     [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
      return text;
    case Alteration::kLeet:
      return replaced(name, kLeetDigits, &random);
    case Alteration::kHomoglyph:
      return replaced(name, kLookAlikes, &random);
    case Alteration::kCyrillic:
      return replaced(name, kCyrillicLetters, nullptr);
    case Alteration::kInvisible:
      return sprinkled(name, "\u200b", random);
    case Alteration::kMarks:
      return sprinkled(name, "\u0301", random);
    default:
      break;
  }
  std::vector<std::string> words = words_of(name);
  return words.empty() ? text : alter_words(std::move(words), alteration, random);
}

}  // namespace penumbra::reference
