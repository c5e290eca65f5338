#include "selftest/words.h"

#include <algorithm>
#include <map>
#include <set>

#include "embedded/selftest_words.h"

namespace penumbra::selftest {
namespace {

struct Section {
  std::vector<WordGroup> groups;
  std::vector<std::string_view> words;
  std::set<std::string_view> known;
  std::map<std::string_view, std::vector<std::size_t>> groups_of;
};

using Sections = std::map<std::string_view, Section>;

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

WordGroup split(std::string_view line) {
  WordGroup group;
  while (!line.empty()) {
    const std::size_t end = line.find(',');
    std::string_view word = trimmed(line.substr(0, end));
    if (!word.empty()) group.push_back(word);
    if (end == std::string_view::npos) break;
    line.remove_prefix(end + 1);
  }
  return group;
}

Sections read(std::string_view text) {
  Sections out;
  Section* section = nullptr;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = trimmed(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.empty() || line.front() == '#') continue;
    if (line.front() == '[') {
      section = &out[line.substr(1, line.size() - 2)];
      continue;
    }
    if (section == nullptr) continue;
    WordGroup group = split(line);
    for (const std::string_view word : group) {
      section->words.push_back(word);
      section->known.insert(word);
      section->groups_of[word].push_back(section->groups.size());
    }
    section->groups.push_back(std::move(group));
  }
  return out;
}

const Section& section_of(std::string_view name) {
  static const Sections sections = read(embedded::selftest_words());
  static const Section none;
  const auto it = sections.find(name);
  return it == sections.end() ? none : it->second;
}

}  // namespace

std::span<const WordGroup> word_groups(std::string_view section) {
  return section_of(section).groups;
}

std::span<const std::string_view> words_in(std::string_view section) {
  return section_of(section).words;
}

bool has_word(std::string_view section, std::string_view word) {
  return section_of(section).known.contains(word);
}

std::vector<std::string_view> stand_ins(std::string_view section, std::string_view word) {
  std::vector<std::string_view> out;
  const Section& found = section_of(section);
  const auto it = found.groups_of.find(word);
  if (it == found.groups_of.end()) return out;
  for (const std::size_t group : it->second) {
    for (const std::string_view other : found.groups[group]) {
      if (other != word) out.push_back(other);
    }
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace penumbra::selftest
