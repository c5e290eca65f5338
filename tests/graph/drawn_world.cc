#include "graph/drawn_world.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <sstream>

#include "ingest/graph_csv/graph_csv.h"

namespace penumbra::graph::testing {

namespace {

std::string trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(" \t\r") - first + 1));
}

std::vector<std::string> words(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> result;
  for (std::string word; in >> word;) result.push_back(word);
  return result;
}

std::vector<std::string> split(const std::string& text, char by) {
  std::vector<std::string> result;
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, by);) result.push_back(trim(part));
  return result;
}

class WorldReader {
 public:
  explicit WorldReader(DrawnWorld& world) : world_(world) {}

  void line(const std::string& text, int number) {
    if (text.starts_with("expect ")) {
      expectation(text.substr(7), number);
    } else if (text.find("--") != std::string::npos) {
      chain(text);
    } else if (const auto colon = text.find(" : "); colon != std::string::npos) {
      countries_[party(text.substr(0, colon))] = trim(text.substr(colon + 3));
    } else {
      for (const std::string& word : split(text, ';')) party(word);
    }
  }

  void finish() {
    world_.entities_csv = "id,name,kind,country\n";
    for (const std::string& id : order_) world_.entities_csv += id + "," + id + " Ltd,company," + countries_[id] + "\n";
    world_.designations_csv = "id,list,from,to\n" + designations_;
    world_.stakes_csv = "owner,asset,low,high,kind,from,to,recorded,source\n" + stakes_;
  }

 private:
  void fail(const std::string& why) {
    if (world_.error.empty()) world_.error = why;
  }

  // "X", "X*", "X[us-el]", "X[us-sdn 2014-01-01..2020-01-01; uk]"
  std::string party(const std::string& text) {
    std::string id = trim(text);
    std::string lists;
    if (const auto open = id.find('['); open != std::string::npos) {
      lists = id.substr(open + 1, id.find(']') - open - 1);
      id = id.substr(0, open);
    }
    const bool starred = id.ends_with('*');
    if (starred) id.pop_back();
    if (id == "?") return id;
    if (id.empty() || id.find(' ') != std::string::npos) fail("bad party \"" + text + "\"");
    if (seen_.insert(id).second) order_.push_back(id);
    if (starred) {
      for (const char* list : {"us-sdn", "eu-269", "uk", "ch"}) designations_ += id + "," + list + ",,\n";
    }
    for (const std::string& listing : split(lists, ';')) {
      const auto parts = words(listing);
      if (parts.empty()) continue;
      std::string dates = parts.size() > 1 ? parts[1] : "..";
      const auto dots = dates.find("..");
      designations_ += id + "," + parts[0] + "," + dates.substr(0, dots) + "," + dates.substr(dots + 2) + "\n";
    }
    return id;
  }

  void chain(const std::string& text) {
    std::size_t at = text.find("--");
    std::string owner = party(text.substr(0, at));
    while (at != std::string::npos) {
      const std::size_t end = text.find("-->", at + 2);
      if (end == std::string::npos) return fail("no arrow head in \"" + text + "\"");
      const std::string label = trim(text.substr(at + 2, end - at - 2));
      const std::size_t next = text.find("--", end + 3);
      const std::string asset =
          party(text.substr(end + 3, next == std::string::npos ? std::string::npos : next - end - 3));
      stake(owner, label, asset);
      owner = asset;
      at = next;
    }
  }

  void stake(const std::string& owner, const std::string& label, const std::string& asset) {
    std::string kind = "equity";
    std::string low;
    std::string high;
    std::string from;
    std::string to;
    std::string recorded;
    std::string source = "s1";
    const auto parts = words(label);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const std::string& w = parts[i];
      if (w == "rec" && i + 1 < parts.size()) {
        recorded = parts[++i];
      } else if (w == "src" && i + 1 < parts.size()) {
        source = parts[++i];
      } else if (w == "?") {
        low = high = "";
      } else if (const auto dots = w.find(".."); dots != std::string::npos) {
        from = w.substr(0, dots);
        to = w.substr(dots + 2);
      } else if (w.front() == '(' || w.front() == '[') {
        const auto comma = w.find(',');
        low = (w.front() == '(' ? ">" : "") + w.substr(1, comma - 1);
        high = (w.back() == ')' ? "<" : "") + w.substr(comma + 1, w.size() - comma - 2);
      } else if (std::isdigit(static_cast<unsigned char>(w.front())) != 0) {
        low = high = w;
      } else {
        kind = w;
      }
    }
    stakes_ += owner + "," + asset + "," + low + "," + high + "," + kind + "," + from + "," + to + "," + recorded +
               "," + source + "\n";
  }

  // "us,eu 2026-01-15 [known D]: A R; B U +flag"
  void expectation(const std::string& text, int number) {
    const auto colon = text.find(": ");
    const auto head = words(text.substr(0, colon));
    if (colon == std::string::npos || head.size() < 2) return fail("bad expectation: " + text);
    for (const std::string& regime : split(head[0], ',')) {
      Expectation e;
      e.line = number;
      e.regime = regime;
      e.as_of = head[1];
      if (head.size() == 4 && head[2] == "known") e.known_at = head[3];
      for (const std::string& part : split(text.substr(colon + 1), ';')) {
        const auto w = words(part);
        if (w.size() < 2) return fail("bad expectation: " + part);
        PartyExpectation p;
        p.party = w[0];
        p.verdict = w[1];
        for (std::size_t i = 2; i < w.size(); ++i) {
          if (w[i] == "!") {
            p.no_flags = true;
          } else if (w[i].front() == '+') {
            p.flags.push_back(w[i].substr(1));
          } else if (w[i].front() == '-') {
            p.absent.push_back(w[i].substr(1));
          } else if (w[i].front() == '=') {
            p.share = w[i].substr(1);
          } else {
            fail("bad expectation word " + w[i]);
          }
        }
        e.parties.push_back(p);
      }
      world_.expectations.push_back(e);
    }
  }

  DrawnWorld& world_;
  std::vector<std::string> order_;
  std::set<std::string> seen_;
  std::map<std::string, std::string> countries_;
  std::string designations_;
  std::string stakes_;
};

std::string code(OwnershipVerdict verdict) {
  switch (verdict) {
    case OwnershipVerdict::kDesignated:
      return "D";
    case OwnershipVerdict::kRestricted:
      return "R";
    case OwnershipVerdict::kNotByOwnership:
      return "N";
    case OwnershipVerdict::kControlReview:
      return "C";
    case OwnershipVerdict::kLicence:
      return "L";
    case OwnershipVerdict::kUndetermined:
      return "U";
  }
  return "";
}

std::string share_code(const OwnershipAnswer& a) {
  return (a.share_low.open ? ">" : "") + to_percent(a.share_low.value).to_string() + ".." +
         (a.share_high.open ? "<" : "") + to_percent(a.share_high.value).to_string();
}

}  // namespace

std::vector<DrawnWorld> read_worlds(const std::string& text) {
  std::vector<DrawnWorld> worlds;
  std::vector<std::vector<std::pair<std::string, int>>> lines;
  std::istringstream in(text);
  int number = 0;
  for (std::string raw; std::getline(in, raw);) {
    ++number;
    const std::string line = trim(raw);
    if (line.starts_with("## ")) {
      worlds.emplace_back();
      worlds.back().title = line.substr(3);
      worlds.back().line = number;
      lines.emplace_back();
    } else if (!line.empty() && !line.starts_with("#") && !worlds.empty()) {
      lines.back().emplace_back(line, number);
    }
  }
  for (std::size_t i = 0; i < worlds.size(); ++i) {
    WorldReader reader(worlds[i]);
    for (const auto& [line, at] : lines[i]) reader.line(line, at);
    reader.finish();
  }
  return worlds;
}

const rules::RuleBook& rule_book() {
  static const rules::RuleBook book = [] {
    auto loaded = rules::RuleBook::embedded();
    EXPECT_TRUE(loaded.ok()) << to_string(loaded.error());
    return loaded.ok() ? std::move(*loaded) : rules::RuleBook();
  }();
  return book;
}

OwnershipFacts facts_of(const std::string& entities, const std::string& designations, const std::string& stakes) {
  ingest::GraphCsvFiles files;
  files.entities = entities;
  files.designations = designations;
  files.stakes = stakes;
  const auto outcome = ingest::read_graph_csv(files, rule_book().lists());
  for (const Error& error : outcome.errors) ADD_FAILURE() << to_string(error);
  auto facts =
      OwnershipFacts::from_model(outcome.dataset.entities, outcome.dataset.designations, outcome.dataset.relationships);
  EXPECT_TRUE(facts.ok());
  return facts.ok() ? std::move(*facts) : OwnershipFacts();
}

OwnershipFacts facts_of(const DrawnWorld& world) {
  return facts_of(world.entities_csv, world.designations_csv, world.stakes_csv);
}

std::vector<std::string> check(const DrawnWorld& world) {
  std::vector<std::string> failures;
  if (!world.error.empty()) return {world.title + ": " + world.error};
  const OwnershipFacts facts = facts_of(world);
  for (const Expectation& e : world.expectations) {
    const std::string where =
        world.title + ", line " + std::to_string(e.line) + " (" + e.regime + " " + e.as_of + "): ";
    OwnershipQuery query;
    query.regime = e.regime;
    const auto as_of = Date::parse(e.as_of);
    if (!as_of.ok()) {
      failures.push_back(where + "bad date");
      continue;
    }
    query.as_of = *as_of;
    if (!e.known_at.empty()) query.known_at = *Timestamp::parse(e.known_at);
    const auto result = decide_ownership(facts, rule_book(), query);
    if (!result.ok()) {
      failures.push_back(where + to_string(result.error()));
      continue;
    }
    for (const PartyExpectation& p : e.parties) {
      const auto index = facts.find(p.party);
      if (!index) {
        failures.push_back(where + "no party " + p.party);
        continue;
      }
      const OwnershipAnswer& a = result->answers[*index];
      std::string keys;
      std::set<std::string> present;
      for (const OwnershipFlag& f : a.flags) {
        keys += " " + f.key;
        present.insert(f.key);
      }
      const std::string got = p.party + " is " + code(a.verdict) + " =" + share_code(a) + keys;
      if (code(a.verdict) != p.verdict) failures.push_back(where + "wanted " + p.verdict + ", " + got);
      for (const std::string& flag : p.flags) {
        if (!present.contains(flag)) failures.push_back(where + "wanted flag " + flag + ", " + got);
      }
      for (const std::string& flag : p.absent) {
        if (present.contains(flag)) failures.push_back(where + "unwanted flag " + flag + ", " + got);
      }
      if (p.no_flags && !present.empty()) failures.push_back(where + "wanted no flag, " + got);
      if (!p.share.empty() && share_code(a) != p.share) failures.push_back(where + "wanted =" + p.share + ", " + got);
    }
  }
  return failures;
}

}  // namespace penumbra::graph::testing
