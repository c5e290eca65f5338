#include "learn/weights_search.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>
#include <unordered_map>
#include <utility>

#include <fmt/core.h>

#include "match/scoped_weights.h"
#include "match/score.h"

namespace penumbra::learn {
namespace {

constexpr int kThreshold = static_cast<int>(match::kDefaultThreshold * match::kScoreUnit);

// FNV-1a, with its high bits brought down: the same everywhere.
std::uint64_t hash_of(std::string_view text, std::uint64_t seed) {
  std::uint64_t hash = 0xCBF29CE484222325ULL ^ (seed * 0x9E3779B97F4A7C15ULL);
  for (const char c : text) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  }
  hash ^= hash >> 32U;
  hash *= 0xD6E8FEB86659FD93ULL;
  return hash ^ (hash >> 32U);
}

bool compatible(names::NameType a, names::NameType b) {
  return a == b || a == names::NameType::kAny || b == names::NameType::kAny;
}

std::string key_of(const names::Name& name) {
  return std::string(name.view().text(name.joined));
}

// Parties that share a name, as one: numbers of groups by name.
class Groups {
 public:
  Groups(std::span<const BorneName> listed, const std::vector<std::string>& keys) : root_(listed.size()) {
    std::iota(root_.begin(), root_.end(), 0U);
    std::unordered_map<std::string, std::uint32_t> first;
    for (std::uint32_t i = 0; i < listed.size(); ++i) {
      for (const std::string& key : {"p" + listed[i].party, "n" + keys[i]}) {
        const auto [at, fresh] = first.try_emplace(key, i);
        if (!fresh && key.size() > 1) {
          join(at->second, i);
        }
      }
    }
    std::vector<std::string_view> least(listed.size());
    for (std::uint32_t i = 0; i < listed.size(); ++i) {
      std::string_view& name = least[of(i)];
      name = name.empty() ? std::string_view(listed[i].party) : std::min<std::string_view>(name, listed[i].party);
    }
    held_out_.resize(listed.size());
    for (std::uint32_t i = 0; i < listed.size(); ++i) {
      held_out_[i] = (hash_of(least[of(i)], 0) & 1U) != 0;
    }
  }

  std::uint32_t of(std::uint32_t i) {
    while (root_[i] != i) {
      root_[i] = root_[root_[i]];
      i = root_[i];
    }
    return i;
  }
  bool held_out(std::uint32_t i) const { return held_out_[i]; }

 private:
  void join(std::uint32_t a, std::uint32_t b) {
    a = of(a);
    b = of(b);
    root_[std::max(a, b)] = std::min(a, b);
  }

  std::vector<std::uint32_t> root_;
  std::vector<bool> held_out_;
};

// Names in an order of their own for each purpose.
std::vector<std::uint32_t> drawn(std::span<const BorneName> listed, std::uint64_t seed) {
  std::vector<std::pair<std::uint64_t, std::uint32_t>> order(listed.size());
  for (std::uint32_t i = 0; i < listed.size(); ++i) {
    order[i] = {hash_of(listed[i].party + "\t" + listed[i].text, seed), i};
  }
  std::sort(order.begin(), order.end());
  std::vector<std::uint32_t> out;
  out.reserve(order.size());
  for (const auto& [hash, i] : order) {
    out.push_back(i);
  }
  return out;
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// One letter left out, put in, changed or exchanged with the next; empty if the name has no Latin word of four letters.
std::string slip_in(const std::string& name, std::uint64_t random) {
  std::vector<std::size_t> inside;  // letters beside letters on both sides
  for (std::size_t i = 1; i + 2 < name.size(); ++i) {
    if (is_letter(name[i - 1]) && is_letter(name[i]) && is_letter(name[i + 1]) && is_letter(name[i + 2])) {
      inside.push_back(i);
    }
  }
  if (inside.empty()) {
    return "";
  }
  const std::size_t at = inside[random % inside.size()];
  const auto letter = static_cast<char>('a' + (random >> 32U) % 26);
  std::string out = name;
  switch ((random >> 40U) % 4) {
    case 0:
      out[at] = letter;
      break;
    case 1:
      out.erase(at, 1);
      break;
    case 2:
      out.insert(at, 1, letter);
      break;
    default:
      std::swap(out[at], out[at + 1]);
  }
  return out == name ? "" : out;
}

// A false candidate and what the table that likes it best gives it.
using Found = std::pair<int, std::uint32_t>;

void set_candidates(std::vector<Found>& found, std::size_t most, std::vector<std::uint32_t>& out) {
  std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  out.clear();
  for (std::size_t i = 0; i < std::min(found.size(), most); ++i) {
    out.push_back(found[i].second);
  }
}

std::string_view trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  return begin == std::string_view::npos ? std::string_view()
                                         : text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

// Calls `visit(line, name)` for each line; `name` is empty for comments.
template <typename Visit>
void each_line(std::string_view text, const Visit& visit) {
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    const std::string_view bare = trim(line);
    visit(line, bare.empty() || bare.front() == '#' ? std::string_view() : bare.substr(0, bare.find(' ')));
  }
}

bool read_numbers(std::string_view text, int& a, int& b, int& c) {
  const char* at = text.data();
  const char* end = at + text.size();
  for (int* out : {&a, &b, &c}) {
    while (at != end && *at == ' ') {
      ++at;
    }
    const auto [rest, error] = std::from_chars(at, end, *out);
    if (error != std::errc()) {
      return false;
    }
    at = rest;
  }
  return at == end;
}

bool is_hit(const CasePool& pool, const Case& one) {
  return std::any_of(one.candidates.begin(), one.candidates.end(), [&](std::uint32_t n) {
    return match::score_names(one.query, pool.listed[n], kThreshold) >= kThreshold;
  });
}

}  // namespace

CasePool make_pool(std::span<const BorneName> listed, std::span<const BorneName> customers, const PoolOptions& options,
                   std::span<const match::Weights> tables) {
  CasePool pool;
  std::vector<std::string> keys;
  pool.listed.reserve(listed.size());
  for (const BorneName& name : listed) {
    pool.listed.push_back(names::analyze(name.text, name.type));
    keys.push_back(key_of(pool.listed.back()));
  }
  Groups groups(listed, keys);
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> members;
  for (std::uint32_t i = 0; i < listed.size(); ++i) {
    members[groups.of(i)].push_back(i);
  }

  std::size_t aliases = 0;
  for (const std::uint32_t i : drawn(listed, options.seed)) {
    if (aliases == options.aliases) {
      break;
    }
    Case one{CaseKind::kAlias, groups.held_out(i), pool.listed[i], {}};
    for (const std::uint32_t j : members[groups.of(i)]) {
      if (keys[j] != keys[i] && compatible(listed[i].type, listed[j].type) &&
          one.candidates.size() < options.most_candidates) {
        one.candidates.push_back(j);
      }
    }
    if (!one.candidates.empty()) {
      pool.cases.push_back(std::move(one));
      ++aliases;
    }
  }
  std::size_t slips = 0;
  for (const std::uint32_t i : drawn(listed, options.seed + 1)) {
    const std::string slipped =
        slips < options.slips ? slip_in(listed[i].text, hash_of(listed[i].text, options.seed + 2)) : "";
    if (!slipped.empty()) {
      pool.cases.push_back({CaseKind::kSlip, groups.held_out(i), names::analyze(slipped, listed[i].type), {i}});
      ++slips;
    }
  }

  const std::size_t mined = pool.cases.size();
  std::vector<std::uint32_t> group_of;  // the group of a query; customers have none
  const auto order = drawn(listed, options.seed + 3);
  for (std::size_t k = 0; k < std::min(order.size(), options.others); ++k) {
    pool.cases.push_back({CaseKind::kOther, groups.held_out(order[k]), pool.listed[order[k]], {}});
    group_of.push_back(groups.of(order[k]));
  }
  for (const BorneName& name : customers) {
    pool.cases.push_back(
        {CaseKind::kClean, (hash_of(name.text, 0) & 1U) != 0, names::analyze(name.text, name.type), {}});
    group_of.push_back(static_cast<std::uint32_t>(listed.size()));
  }
  std::vector<std::vector<Found>> found(group_of.size());
  for (const match::Weights& table : tables) {
    const match::ScopedWeights in_use(table);
    for (std::size_t c = 0; c < found.size(); ++c) {
      const Case& one = pool.cases[mined + c];
      for (std::uint32_t j = 0; j < listed.size(); ++j) {
        if (groups.held_out(j) != one.held_out || groups.of(j) == group_of[c] ||
            !compatible(one.query.type, listed[j].type)) {
          continue;
        }
        const int points = match::score_names(one.query, pool.listed[j], options.floor);
        if (points < options.floor) {
          continue;
        }
        const auto known =
            std::find_if(found[c].begin(), found[c].end(), [&](const Found& f) { return f.second == j; });
        if (known == found[c].end()) {
          found[c].emplace_back(points, j);
        } else {
          known->first = std::max(known->first, points);
        }
      }
    }
  }
  for (std::size_t c = 0; c < found.size(); ++c) {
    set_candidates(found[c], options.most_candidates, pool.cases[mined + c].candidates);
  }
  return pool;
}

double Figures::share(CaseKind kind) const {
  const auto k = static_cast<std::size_t>(kind);
  return asked[k] == 0 ? 0 : static_cast<double>(hit[k]) / static_cast<double>(asked[k]);
}

Figures measure(const CasePool& pool, const match::Weights& table, bool held_out) {
  const match::ScopedWeights in_use(table);
  Figures out;
  for (const Case& one : pool.cases) {
    if (one.held_out == held_out) {
      ++out.asked[static_cast<std::size_t>(one.kind)];
      out.hit[static_cast<std::size_t>(one.kind)] += is_hit(pool, one) ? 1U : 0U;
    }
  }
  return out;
}

double objective(const Figures& figures, const Prices& prices) {
  return figures.share(CaseKind::kAlias) + prices.slip * figures.share(CaseKind::kSlip) -
         prices.other * figures.share(CaseKind::kOther) - prices.clean * figures.share(CaseKind::kClean);
}

std::vector<Movable> movable_weights(std::string_view text, std::string& fault) {
  match::Weights read;
  std::vector<match::WeightEntry> entries;
  fault = match::read_weights(text, read, &entries);
  std::vector<Movable> out;
  if (!fault.empty()) {
    return out;
  }
  for (const match::WeightEntry& entry : entries) {
    Movable one{entry.name, entry.value, entry.value / 2, entry.value * 2, (entry.value + 7) / 8};
    if (entry.name == "tolerance") {
      one.step = 0;
    }
    const std::size_t bar = entry.origin.find('|');
    if (bar != std::string::npos) {
      const std::string_view field = trim(std::string_view(entry.origin).substr(bar + 1));
      if (field == "fixed") {
        one.step = 0;
      } else if (!read_numbers(field, one.least, one.most, one.step) || one.step < 0 || one.least > one.value ||
                 one.most < one.value) {
        fault = fmt::format("not \"least most step\" or \"fixed\": {} | {}", entry.name, entry.origin);
        return {};
      }
    }
    out.push_back(std::move(one));
  }
  return out;
}

std::string weights_text(std::string_view text, const std::map<std::string, int>& values, std::string_view origin,
                         std::string_view record) {
  std::string out(record);
  each_line(text, [&](std::string_view line, std::string_view name) {
    const auto value = values.find(std::string(name));
    if (name.empty() || value == values.end()) {
      out += line;
    } else {
      const std::size_t first = line.find('|');
      const std::size_t second = first == std::string_view::npos ? first : line.find('|', first + 1);
      out += fmt::format("{} {} | {}", name, value->second, origin);
      if (second != std::string_view::npos) {
        out += fmt::format(" {}", line.substr(second));
      }
    }
    out += '\n';
  });
  return out;
}

match::Weights table_with(std::string_view text, const std::map<std::string, int>& values) {
  match::Weights out;
  match::read_weights(weights_text(text, values, "learned", ""), out);
  return out;
}

SearchResult search_weights(const CasePool& pool, std::string_view text, const SearchOptions& options,
                            const std::function<void(const std::string& move)>& told) {
  std::string fault;
  std::vector<Movable> weights = movable_weights(text, fault);
  SearchResult result;
  const auto value_of = [&](const std::map<std::string, int>& values) {
    ++result.tables;
    return objective(measure(pool, table_with(text, values), false), options.prices);
  };
  result.before = value_of({});
  result.after = result.before;
  for (int round = 0; round < options.rounds; ++round) {
    const double start = result.after;
    for (Movable& weight : weights) {
      if (weight.step == 0) {
        continue;
      }
      for (const int direction : {-1, 1}) {
        // As far as each further step gains; the second direction only if the first gained nothing.
        bool moved = false;
        for (;;) {
          const int next = std::clamp(weight.value + direction * weight.step, weight.least, weight.most);
          if (next == weight.value) {
            break;
          }
          auto tried = result.changed;
          tried[weight.name] = next;
          const double value = value_of(tried);
          if (value < result.after + options.least_gain) {
            break;
          }
          if (told) {
            told(fmt::format("{} {} -> {}: {:.4f}", weight.name, weight.value, next, value));
          }
          weight.value = next;
          result.changed = std::move(tried);
          result.after = value;
          moved = true;
        }
        if (moved) {
          break;
        }
      }
    }
    if (result.after < start + options.least_gain) {
      break;
    }
  }
  const auto present = movable_weights(text, fault);
  std::erase_if(result.changed, [&](const auto& entry) {
    return std::any_of(present.begin(), present.end(),
                       [&](const Movable& w) { return w.name == entry.first && w.value == entry.second; });
  });
  return result;
}

bool wins(const Figures& before, const Figures& after, const Prices& prices) {
  if (objective(after, prices) <= objective(before, prices)) {
    return false;
  }
  for (std::size_t k = 0; k < kCaseKinds; ++k) {
    const auto kind = static_cast<CaseKind>(k);
    const bool right = kind == CaseKind::kAlias || kind == CaseKind::kSlip;
    const double loss = (after.share(kind) - before.share(kind)) * (right ? -1 : 1);
    // The queries are the same, so the error of the difference is smaller: a lenient bound, beside a strict objective.
    const double p = before.share(kind);
    const double error = before.asked[k] == 0 ? 0 : std::sqrt(p * (1 - p) / static_cast<double>(before.asked[k]));
    if (loss > error) {
      return false;
    }
  }
  return true;
}

}  // namespace penumbra::learn
