// Full names of one listed person across scripts: each name in another script against the Latin names of the same
// person (the nearest counts, because a list gives several) and of other people. Also Ukrainian against Russian, and
// names in other scripts against each other.
#include <algorithm>
#include <array>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <fmt/core.h>

#include "base/csv.h"
#include "data.h"
#include "ingest/json_tree.h"
#include "match/score.h"
#include "measure.h"
#include "text/script.h"
#include "text/utf8.h"

namespace penumbra::bench {
namespace {

using text::Script;

// Other parties that each name is compared with.
constexpr std::size_t kOthers = 20;

struct Party {
  std::set<std::string> latin;
  std::map<std::string, std::set<std::string>> other;  // by script, "cyrillic"
};

// The scripts that aliases are compared across; empty for others.
std::string_view key_of(Script script) {
  const std::string_view key = text::script_key(script);
  return key == "other" ? std::string_view() : key;
}

// A name as a list gives it, without brackets and blanks at the ends.
std::string tidy(std::string_view text) {
  std::string out;
  int depth = 0;
  for (const char c : text) {
    depth += c == '(' ? 1 : 0;
    if (depth == 0) {
      out.push_back(c == '\n' || c == '\r' || c == '\t' ? ' ' : c);
    }
    depth -= c == ')' && depth > 0 ? 1 : 0;
  }
  const auto blank = [](char c) { return c == ' ' || c == ')' || c == ',' || c == '"'; };
  while (!out.empty() && blank(out.back())) {
    out.pop_back();
  }
  while (!out.empty() && blank(out.front())) {
    out.erase(out.begin());
  }
  return out;
}

// Whose names are read: people's or those of organisations.
bool g_people = true;

// Files a name under its script: full names in one script only.
void add(Party& party, std::string_view raw) {
  const std::string name = tidy(raw);
  std::array<std::size_t, 32> letters{};
  std::size_t total = 0;
  std::size_t words = 1;
  for (std::size_t at = 0; at < name.size();) {
    const char32_t c = text::decode(name, at);
    const Script script = text::script_of(c);
    words += c == U' ' || c == U'・' || c == U'‐' || c == U'=' ? 1 : 0;
    if (script != Script::kNone && script != Script::kMark) {
      ++letters[static_cast<std::size_t>(script)];
      ++total;
    }
  }
  for (std::size_t s = 0; s < letters.size(); ++s) {
    const auto script = static_cast<Script>(s);
    if (total == 0 || letters[s] != total || key_of(script).empty()) {
      continue;
    }
    const bool syllabic = script == Script::kHan || script == Script::kHangul;
    const bool full = !g_people  ? total >= (syllabic ? 3 : 6)
                      : syllabic ? total >= 2 && total <= 5
                                 : words >= 2 && total >= 6;
    if (full && script == Script::kLatin) {
      party.latin.insert(name);
    } else if (full) {
      party.other[std::string(key_of(script))].insert(name);
    }
  }
}

void add_all(Party& party, std::string_view list, char separator) {
  while (!list.empty()) {
    const std::size_t end = list.find(separator);
    add(party, list.substr(0, end));
    list = end == std::string_view::npos ? std::string_view() : list.substr(end + 1);
  }
}

using Parties = std::map<std::string, Party>;

bool is_wanted(std::string_view schema) {
  return g_people ? schema == "Person" || schema == "Individual"
                  : schema == "Organization" || schema == "Company" || schema == "LegalEntity" ||
                        schema == "PublicBody" || schema == "Entity";
}

// Calls `visit` with a function that gives the field of a column, for each row.
template <typename Visit>
bool each_row(const Options& options, const std::string& path, int skip, Visit visit) {
  const auto bytes = read_data(options.data + "/" + path);
  if (!bytes) {
    return false;
  }
  base::CsvReader reader(*bytes, path);
  base::CsvRow row;
  for (int i = 0; i < skip; ++i) {
    (void)reader.next(row);
  }
  if (const auto first = reader.next(row); !first.ok() || !first.value()) {
    return false;
  }
  const base::CsvHeader header(row);
  for (;;) {
    const auto more = reader.next(row);
    if (!more.ok()) {
      continue;
    }
    if (!more.value()) {
      return true;
    }
    visit([&](std::string_view column) -> std::string_view {
      const auto at = header.find(column);
      return at && *at < row.fields.size() ? row.fields[*at] : std::string_view();
    });
  }
}

void read_tables(const Options& options, Parties& out) {
  each_row(options, "ftm/ua_war_sanctions-2026-03.targets.simple.csv", 0, [&](auto field) {
    if (is_wanted(field("schema"))) {
      Party& party = out["ua-" + std::string(field("id"))];
      add(party, field("name"));
      add_all(party, field("aliases"), ';');
    }
  });
  for (const char* act : {"32002R0881", "32006R0765", "32011R0359", "32012R0036", "32014R0269", "32017R1509",
                          "32018R1542", "32019R0796", "32020R1998", "32023R1529", "32024R1485", "32024R2642"}) {
    each_row(options, "lists/eu-oj/consolidated/" + std::string(act) + ".csv", 0, [&](auto field) {
      if (is_wanted(field("schema"))) {
        Party& party = out["eu-" + std::string(act) + std::string(field("recordId"))];
        add(party, field("name"));
        add_all(party, field("alias"), ';');
      }
    });
  }
  each_row(options, "lists/uk/ofsi-conlist-2022-05-04.csv", 1, [&](auto field) {
    if (is_wanted(field("Group Type"))) {
      Party& party = out["uk-" + std::string(field("Group ID"))];
      std::string name;
      for (const char* column : {"Name 1", "Name 2", "Name 3", "Name 4", "Name 5", "Name 6"}) {
        if (!field(column).empty()) {
          name += (name.empty() ? "" : " ") + std::string(field(column));
        }
      }
      add(party, name);
      add(party, field("Name Non-Latin Script"));
    }
  });
  if (!g_people) {
    return;
  }
  each_row(options, "lists/jp/mof-2022-05-12.csv", 0, [&](auto field) {
    const std::string_view sheet = field("sheet");
    if (sheet.find("団体") != std::string_view::npos) {
      return;
    }
    for (int i = 1; i < 6; ++i) {
      const std::string_view kana = field("c" + std::to_string(i));
      const std::string_view latin = field("c" + std::to_string(i + 1));
      Party pair;
      add(pair, kana);
      add(pair, latin);
      if (pair.latin.size() == 1 && pair.other.size() == 1 && pair.other.begin()->first == "kana") {
        out["jp-" + std::string(sheet) + std::string(field("row"))] = pair;
        break;
      }
    }
  });
}

// The text of each <tag> between `from` and `to`.
std::vector<std::string> elements(const std::string& bytes, std::size_t from, std::size_t to, const std::string& tag) {
  std::vector<std::string> out;
  const std::string open = "<" + tag + ">";
  for (std::size_t at = bytes.find(open, from); at < to; at = bytes.find(open, at + 1)) {
    const std::size_t end = bytes.find('<', at + 1);
    out.push_back(bytes.substr(at + open.size(), end - at - open.size()));
  }
  return out;
}

void read_united_nations(const Options& options, Parties& out) {
  const auto bytes = read_data(options.data + "/lists/un/un-consolidated-2025-11-20.xml");
  if (!bytes) {
    return;
  }
  const std::string kind = g_people ? "INDIVIDUAL" : "ENTITY";
  for (std::size_t at = bytes->find("<" + kind + ">"); at != std::string::npos;
       at = bytes->find("<" + kind + ">", at + 1)) {
    const std::size_t end = bytes->find("</" + kind + ">", at);
    Party& party = out["un-" + std::to_string(at)];
    std::string name;
    for (const char* tag : {"FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"}) {
      for (const std::string& part : elements(*bytes, at, end, tag)) {
        name += (name.empty() ? "" : " ") + part;
      }
    }
    add(party, name);
    for (const char* tag : {"ALIAS_NAME", "NAME_ORIGINAL_SCRIPT"}) {
      for (const std::string& alias : elements(*bytes, at, end, tag)) {
        add_all(party, alias, ';');
      }
    }
  }
}

void read_ftm(const Options& options, Parties& out) {
  const auto bytes = read_data(options.data + "/ftm/delta-sample-part1.entities.delta.ndjson");
  if (!bytes) {
    return;
  }
  (void)ingest::read_json_records({"delta", *bytes}, [&](ingest::JsonRecord&& record) -> Status {
    const ingest::JsonNode* entity = record.node.member("entity");
    const ingest::JsonNode* properties = entity == nullptr ? nullptr : entity->member("properties");
    if (properties != nullptr && is_wanted(entity->text_of("schema"))) {
      Party& party = out["ftm-" + std::string(entity->text_of("id"))];
      for (const char* property : {"name", "alias"}) {
        if (const ingest::JsonNode* names = properties->member(property)) {
          for (const ingest::JsonNode& name : names->items()) {
            add(party, name.text());
          }
        }
      }
    }
    return {};
  });
}

// The words of a name in one case and order: lists repeat people, and such a pair is no wrong one.
std::string key_of_name(const names::Name& name) {
  std::vector<std::string> words;
  for (const names::Part& part : name.parts) {
    words.emplace_back(name.view().fold(part));
  }
  std::sort(words.begin(), words.end());
  std::string out;
  for (const std::string& word : words) {
    out += word + " ";
  }
  return out;
}

bool share_a_name(const std::vector<names::Name>& a, const std::vector<names::Name>& b) {
  std::set<std::string> keys;
  for (const names::Name& name : a) {
    keys.insert(key_of_name(name));
  }
  return std::any_of(b.begin(), b.end(), [&](const names::Name& name) { return keys.count(key_of_name(name)) != 0; });
}

std::vector<names::Name> analysed(const std::set<std::string>& texts) {
  std::vector<names::Name> out;
  for (const std::string& text : texts) {
    out.push_back(names::analyze(text, g_people ? names::NameType::kPerson : names::NameType::kOrganisation));
  }
  return out;
}

// The score of the nearest of several names, and that name.
std::pair<int, const names::Name*> nearest(const names::Name& name, const std::vector<names::Name>& of) {
  std::pair<int, const names::Name*> best{-1, nullptr};
  for (const names::Name& other : of) {
    best = std::max(best, {match::compare_names(name, other).points, &other},
                    [](const auto& a, const auto& b) { return a.first < b.first; });
  }
  return best;
}

// Two groups of names of the same parties against each other.
struct Sides {
  std::vector<std::vector<names::Name>> left;
  std::vector<std::vector<names::Name>> right;
};

void measure_sides(const std::string& label, const Sides& sides, const Options& options) {
  if (sides.left.size() < 3) {
    return;
  }
  std::mt19937 random(11);
  std::vector<int> right;
  std::vector<int> wrong;
  for (std::size_t i = 0; i < sides.left.size(); ++i) {
    for (const names::Name& name : sides.left[i]) {
      const auto [points, of_same] = nearest(name, sides.right[i]);
      right.push_back(points);
      if (options.verbose && right.back() < 7000) {
        fmt::print("    {:.4f} {} | {}\n", right.back() / 10000.0, name.original, of_same->original);
      }
      for (std::size_t k = 0; k < kOthers; ++k) {
        const std::size_t j = random() % sides.right.size();
        if (j != i && !share_a_name(sides.right[i], sides.right[j]) && !share_a_name(sides.left[i], sides.left[j])) {
          const auto [of_wrong, other] = nearest(name, sides.right[j]);
          wrong.push_back(of_wrong);
          if (options.verbose && of_wrong >= 7000) {
            fmt::print("    false {:.4f} {} | {}\n", of_wrong / 10000.0, name.original, other->original);
          }
        }
      }
    }
  }
  std::sort(wrong.rbegin(), wrong.rend());
  const int bound = wrong[wrong.size() / 1000];
  const auto above = [](const std::vector<int>& all, int least) {
    return 100.0 * static_cast<double>(std::count_if(all.begin(), all.end(), [&](int p) { return p >= least; })) /
           static_cast<double>(all.size());
  };
  fmt::print("  {:<18} {:>5} names: {:>5.1f} % above {:.4f} (0.1 % false); at 0.70 {:>5.1f} %, false {:.3f} %\n", label,
             right.size(), above(right, bound + 1), bound / 10000.0, above(right, 7000), above(wrong, 7000));
}

bool measure_kind(const Options& options, bool people) {
  g_people = people;
  Parties parties;
  read_tables(options, parties);
  read_united_nations(options, parties);
  read_ftm(options, parties);
  if (parties.empty()) {
    return false;
  }
  fmt::print("\n{} across scripts (nearest name of the same party, {} others a name):\n",
             people ? "Full names of listed people" : "Names of listed organisations", kOthers);
  // At most this many parties a pair of scripts, chosen by a fixed seed.
  const auto most = static_cast<std::size_t>(options.sample);
  std::map<std::string, std::vector<std::pair<const std::set<std::string>*, const std::set<std::string>*>>> groups;
  for (const auto& [id, party] : parties) {
    for (const auto& [script, names] : party.other) {
      if (!party.latin.empty()) {
        groups[script + " latin"].push_back({&names, &party.latin});
      }
      for (const auto& [other, other_names] : party.other) {
        if (script < other) {
          groups[script + " " + other].push_back({&names, &other_names});
        }
      }
    }
  }
  for (auto& [label, pairs] : groups) {
    std::mt19937 random(5);
    std::shuffle(pairs.begin(), pairs.end(), random);
    pairs.resize(std::min(pairs.size(), most));
    Sides sides;
    for (const auto& [left, right] : pairs) {
      sides.left.push_back(analysed(*left));
      sides.right.push_back(analysed(*right));
    }
    measure_sides(label, sides, options);
  }
  return true;
}

}  // namespace

bool measure_aliases(const Options& options) {
  return measure_kind(options, true);
}

bool measure_organisations(const Options& options) {
  return measure_kind(options, false);
}

}  // namespace penumbra::bench
