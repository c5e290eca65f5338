#include "selftest/clean.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <span>
#include <vector>

#include "base/random.h"
#include "embedded/selftest_clean_names.h"
#include "selftest/letters.h"

namespace penumbra::selftest {
namespace {

using base::Random;
using Words = std::vector<std::string_view>;

// Words with the share of each summed up, so that a draw is one search.
struct Ranked {
  Words words;
  std::vector<std::uint64_t> sums;

  bool empty() const { return words.empty(); }
  std::string_view draw(Random& random) const {
    if (words.empty()) return {};
    const std::uint64_t at = random.next() % sums.back();
    return words[static_cast<std::size_t>(std::upper_bound(sums.begin(), sums.end(), at) - sums.begin())];
  }
};

// Share of rank r: 1 / (r + 2)^exponent, in whole millionths so that machines agree.
Ranked ranked(Words words, double exponent) {
  Ranked out;
  std::uint64_t sum = 0;
  for (std::size_t rank = 0; rank < words.size(); ++rank) {
    sum += static_cast<std::uint64_t>(std::llround(1e6 / std::pow(static_cast<double>(rank) + 2.0, exponent)));
    out.sums.push_back(sum);
  }
  out.words = std::move(words);
  return out;
}

struct Culture {
  std::string_view key;
  std::uint64_t share = 0;
  double exponent = 0.8;
  std::map<std::string_view, Words> lines;
  Ranked given_m, given_f, patronymic_m, patronymic_f, family, people;
  std::uint64_t tail_share = 0;
  std::uint64_t given_tail_m = 0;  // percent of given names that are drawn from the tail
  std::uint64_t given_tail_f = 0;
};

struct Tables {
  std::vector<Culture> cultures;
  std::vector<std::uint64_t> sums;
  std::map<std::string_view, Words> sections;
};

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

Words split(std::string_view line) {
  Words out;
  while (!line.empty()) {
    const std::size_t end = line.find(", ");
    out.push_back(trimmed(line.substr(0, end)));
    if (end == std::string_view::npos) break;
    line.remove_prefix(end + 2);
  }
  return out;
}

std::uint64_t number(std::string_view text) {
  std::uint64_t out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

// "G F=46": patterns with weights.
Ranked weighted(const Words& patterns) {
  Ranked out;
  std::uint64_t sum = 0;
  for (const std::string_view pattern : patterns) {
    const std::size_t equals = pattern.find('=');
    sum += number(pattern.substr(equals + 1));
    out.words.push_back(pattern.substr(0, equals));
    out.sums.push_back(sum);
  }
  return out;
}

void finish(Culture& culture) {
  auto& lines = culture.lines;
  culture.given_m = ranked(lines["given-m"], culture.exponent);
  culture.given_f = ranked(lines["given-f"], culture.exponent);
  culture.patronymic_m = ranked(lines["patronymic-m"], culture.exponent);
  culture.patronymic_f = ranked(lines["patronymic-f"], culture.exponent);
  culture.family = ranked(lines["family"], culture.exponent);
  culture.people = weighted(lines["people"]);
  if (!lines["tail-share"].empty()) culture.tail_share = number(lines["tail-share"].front());
  if (lines["given-tail-share"].size() == 2) {
    culture.given_tail_m = lines["given-tail-m"].empty() ? 0 : number(lines["given-tail-share"][0]);
    culture.given_tail_f = lines["given-tail-f"].empty() ? 0 : number(lines["given-tail-share"][1]);
  }
  if (lines["tail"].empty() || lines["ending"].empty()) culture.tail_share = 0;
}

Tables read(std::string_view text) {
  Tables out;
  std::string_view section;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = trimmed(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.empty() || line.front() == '#') continue;
    if (line.starts_with("culture ")) {
      Culture culture;
      std::string_view rest = line.substr(8);
      culture.key = rest.substr(0, rest.find(' '));
      rest.remove_prefix(culture.key.size() + 1);
      culture.share = number(rest);
      const std::size_t blank = rest.find(" 0.");
      // Exponents are written 0.85: two digits are enough, and need no locale.
      if (blank != std::string_view::npos) {
        const std::string_view digits = rest.substr(blank + 3);
        culture.exponent = static_cast<double>(number(digits)) / (digits.size() == 1 ? 10.0 : 100.0);
      }
      out.cultures.push_back(std::move(culture));
    } else if (line.front() == '[') {
      section = line.substr(1, line.size() - 2);
    } else if (!section.empty()) {
      out.sections[section] = split(line);
    } else if (const std::size_t colon = line.find(": "); colon != std::string_view::npos) {
      out.cultures.back().lines[line.substr(0, colon)] = split(line.substr(colon + 2));
    }
  }
  std::uint64_t sum = 0;
  for (Culture& culture : out.cultures) {
    finish(culture);
    out.sums.push_back(sum += culture.share);
  }
  return out;
}

const Tables& tables() {
  static const Tables all = read(embedded::selftest_clean_names());
  return all;
}

std::string_view pick(const Words& words, Random& random) {
  return words.empty() ? std::string_view() : words[random.below(words.size())];
}

std::string family_of(const Culture& culture, bool female, Random& random) {
  std::string out;
  if (random.below(100) < culture.tail_share) {
    out = std::string(pick(culture.lines.at("tail"), random)) + std::string(pick(culture.lines.at("ending"), random));
  } else {
    out = culture.family.draw(random);
  }
  const auto feminine = culture.lines.find("feminine");
  if (female && feminine != culture.lines.end()) {
    const bool latin = out.ends_with("v") || out.ends_with("in");
    if (latin || out.ends_with("в") || out.ends_with("ин")) out += feminine->second.front();
  }
  return out;
}

std::string_view given_of(const Culture& culture, bool female, Random& random) {
  const std::uint64_t share = female ? culture.given_tail_f : culture.given_tail_m;
  if (share != 0 && random.below(100) < share) {
    return pick(culture.lines.at(female ? "given-tail-f" : "given-tail-m"), random);
  }
  return (female ? culture.given_f : culture.given_m).draw(random);
}

std::string person(const Culture& culture, Random& random) {
  const bool female = random.below(2) == 0;
  const std::string_view pattern = culture.people.draw(random);
  std::string out;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    switch (pattern[i]) {
      case 'G':
        out += given_of(culture, female, random);
        break;
      case 'M': {
        // In Arabic and Pakistani chains the further name is the father's.
        const bool father = culture.key.starts_with("arabic") || culture.key == "pakistani";
        const std::string_view name = given_of(culture, female && !father, random);
        const bool joined = i > 0 && (pattern[i - 1] == 'G' || pattern[i - 1] == '-');
        out += joined ? encoded(lower(decoded(name))) : std::string(name);
        break;
      }
      case 'I':
        out += encoded(decoded(given_of(culture, female, random)).substr(0, 1)) + ".";
        break;
      case 'F':
      case 'S':
        out += family_of(culture, female, random);
        break;
      case 'P':
        out += (female ? culture.patronymic_f : culture.patronymic_m).draw(random);
        break;
      default:
        out.push_back(pattern[i]);
    }
  }
  return out;
}

bool repeats_a_word(std::string_view name) {
  std::vector<std::u32string> words(1);
  for (const char32_t c : decoded(name)) {
    if (c == U' ' || c == U'-') {
      words.emplace_back();
    } else {
      words.back().push_back(lower(c));
    }
  }
  std::sort(words.begin(), words.end());
  return std::adjacent_find(words.begin(), words.end()) != words.end();
}

std::string firm(const Culture& culture, Random& random) {
  const auto& sections = tables().sections;
  const std::string form(pick(culture.lines.at("form"), random));
  const std::string place(pick(culture.lines.at("place"), random));
  const bool latin = writing_of(std::u32string_view(decoded(place))) == Writing::kLatin;
  if (!latin) {
    const bool joined = culture.key == "chinese";
    const std::string gap = joined ? "" : " ";
    return place + gap + family_of(culture, false, random) + gap + std::string(culture.given_m.draw(random)) + gap +
           form;
  }
  std::string head(pick(sections.at("firm-heads"), random));
  if (random.below(2) == 0) head += pick(sections.at("firm-tails"), random);
  const std::string trade(pick(sections.at("trades"), random));
  const std::string tail = form.empty() || random.below(5) == 0 ? "" : " " + form;
  const std::string family = family_of(culture, false, random);
  switch (random.below(8)) {
    case 0:
    case 1:
      return head + " " + trade + tail;
    case 2:
      return head + " " + std::string(pick(sections.at("firm-heads"), random)) + " " + trade + tail;
    case 3:
      return family + " " + trade + tail;
    case 4:
      return family + " & " + family_of(culture, false, random) + tail;
    case 5:
      return place + " " + trade + tail;
    case 6:
      return head + " " + trade + " " + place + tail;
    default:
      return std::string(culture.given_m.draw(random)) + " " + family + " " + trade + tail;
  }
}

std::string ship(Random& random) {
  const Words& words = tables().sections.at("ship-words");
  std::string out(pick(words, random));
  if (random.below(5) != 0) out += " " + std::string(pick(words, random));
  if (random.below(4) == 0) out += " " + std::to_string(1 + random.below(20));
  return random.below(4) == 0 ? "MV " + out : out;
}

}  // namespace

CleanName clean_name(std::uint64_t seed, std::uint64_t index) {
  const Tables& all = tables();
  Random random(base::mixed(seed ^ base::mixed(index + 0x636c65616eU)));
  const std::uint64_t at = random.next() % all.sums.back();
  const Culture& culture =
      all.cultures[static_cast<std::size_t>(std::upper_bound(all.sums.begin(), all.sums.end(), at) - all.sums.begin())];
  CleanName out;
  out.culture = culture.key;
  const std::size_t kind = random.below(100);
  if (kind < 80) {
    // Words are drawn apart from each other; nearly nobody is called Ahmed Ahmed.
    constexpr int kTries = 4;
    for (int i = 0; i < kTries && (i == 0 || repeats_a_word(out.text)); ++i) out.text = person(culture, random);
  } else if (kind < 98) {
    out.kind = PartyKind::kOrganisation;
    out.text = firm(culture, random);
  } else {
    out.kind = PartyKind::kVessel;
    out.text = ship(random);
  }
  return out;
}

}  // namespace penumbra::selftest
