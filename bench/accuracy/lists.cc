// Screening against all names of a real list: false alerts on clean customers, one typo in listed names, and the time
// of a query.
#include <array>
#include <cctype>
#include <cmath>
#include <ctime>
#include <map>
#include <random>
#include <set>

#include <fmt/core.h>

#include "base/csv.h"
#include "data.h"
#include "match/align.h"
#include "match/relate.h"
#include "match/score.h"
#include "measure.h"

namespace penumbra::bench {
namespace {

// Processor time of this process: the machine may be shared.
double seconds_used() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

bool compatible(names::NameType a, names::NameType b) {
  return a == b || a == names::NameType::kAny || b == names::NameType::kAny;
}

// Screens against a whole list. relate() is asked once for each distinct listed word, and only names of which a word
// met, or which may be written together, are scored: above kPairedFloor there are no others. `--full` compares all.
class Screen {
 public:
  Screen(const std::vector<ListedName>& listed, bool full) : listed_(listed), full_(full) {
    std::map<std::string, std::uint32_t, std::less<>> known;
    words_of_.resize(listed.size());
    wholes_.reserve(listed.size());
    for (std::uint32_t n = 0; n < listed.size(); ++n) {
      const names::NameView view = listed[n].name;
      wholes_.push_back(whole_of(view));
      for (const names::Part& part : view.parts) {
        std::string key(reinterpret_cast<const char*>(&part.group), sizeof part.group);
        key += static_cast<char>(part.kind);
        key += static_cast<char>(part.flags & ~names::kPartAnchor);
        key += std::string(view.latin(part)) + "|" + std::string(view.native(part));
        key += (part.flags & names::kPartAnchor) != 0 ? "+" : "-";
        const auto [at, fresh] = known.try_emplace(std::move(key), static_cast<std::uint32_t>(words_.size()));
        if (fresh) {
          words_.push_back({n, static_cast<std::uint32_t>(&part - view.parts.data()), {}});
        }
        words_of_[n].push_back(at->second);
        if (part.weight > 0 && (words_[at->second].names.empty() || words_[at->second].names.back() != n)) {
          words_[at->second].names.push_back(n);
        }
      }
    }
  }

  // Distinct parties that are hit. `why`, if not null, gets the first.
  std::set<std::string> operator()(const names::Name& query, int threshold, std::string* why) const {
    const names::NameView view = query;
    std::vector<match::PartRelation> rows(words_.size() * view.parts.size());
    std::vector<char> met(listed_.size(), 0);
    if (!full_) {
      for (std::size_t w = 0; w < words_.size(); ++w) {
        const names::NameView bearer = listed_[words_[w].name].name;
        bool any = false;
        for (std::size_t i = 0; i < view.parts.size(); ++i) {
          if (view.parts[i].weight > 0 && !words_[w].names.empty()) {
            auto& row = rows[w * view.parts.size() + i];
            row = match::relate(view, view.parts[i], bearer, bearer.parts[words_[w].part]);
            any = any || row.relation != match::Relation::kNone;
          }
        }
        if (any) {
          for (const std::uint32_t n : words_[w].names) {
            met[n] = 1;
          }
        }
      }
    }
    const Whole whole = whole_of(view);
    std::set<std::string> parties;
    std::vector<const match::PartRelation*> known;
    int best = 0;
    for (std::size_t n = 0; n < listed_.size(); ++n) {
      const ListedName& candidate = listed_[n];
      if (!compatible(query.type, candidate.name.type) || (!full_ && met[n] == 0 && !close(whole, wholes_[n]))) {
        continue;
      }
      known.clear();
      for (std::size_t k = 0; !full_ && k < words_of_[n].size(); ++k) {
        known.push_back(&rows[words_of_[n][k] * view.parts.size()]);
      }
      if (!full_ && !one_side_met(view, candidate.name, known) &&
          !(close(whole, wholes_[n]) && match::may_join(view, candidate.name))) {
        continue;
      }
      const int points = match::score_names(view, candidate.name, threshold, known);
      if (points >= threshold) {
        if (why != nullptr && points > best) {
          *why = fmt::format("{} {}", candidate.name.original, points);
          best = points;
        }
        parties.insert(candidate.party);
      }
    }
    return parties;
  }

 private:
  // What decides whether words of two names could be written together on one side, or stand behind an acronym.
  struct Whole {
    std::uint32_t letters = 0;
    std::size_t joined = 0;
    std::size_t longest = 0;           // of the words
    std::size_t shortest_two = 1'000;  // of neighbours
    bool person = false;
  };
  static Whole whole_of(const names::NameView& name) {
    Whole out;
    out.joined = name.joined.size;
    out.person = name.type == names::NameType::kPerson;
    for (std::size_t i = 0; i < name.parts.size(); ++i) {
      const names::Part& part = name.parts[i];
      out.letters |= part.weight > 0 || part.kind == names::PartKind::kParticle ? part.letters : 0;
      out.longest = std::max<std::size_t>(out.longest, part.fold.size);
      if (i + 1 < name.parts.size()) {
        out.shortest_two = std::min<std::size_t>(out.shortest_two, part.fold.size + name.parts[i + 1].fold.size);
      }
    }
    return out;
  }
  static bool close(const Whole& a, const Whole& b) {
    const bool same_size = a.joined <= b.joined + 1 && b.joined <= a.joined + 1 &&
                           !match::more_bits_than(a.letters & ~b.letters, 1) &&
                           !match::more_bits_than(b.letters & ~a.letters, 1);
    return same_size || !a.person || !b.person || a.longest + 1 >= b.shortest_two || b.longest + 1 >= a.shortest_two;
  }

  // Whether every word of one of the names has met a word of the other.
  static bool one_side_met(const names::NameView& a, const names::NameView& b,
                           const std::vector<const match::PartRelation*>& rows) {
    const auto met = [&](std::size_t i, std::size_t j) { return rows[j][i].relation != match::Relation::kNone; };
    bool all_a = true;
    for (std::size_t i = 0; i < a.parts.size() && all_a; ++i) {
      bool any = a.parts[i].weight == 0;
      for (std::size_t j = 0; j < b.parts.size() && !any; ++j) {
        any = b.parts[j].weight > 0 && met(i, j);
      }
      all_a = any;
    }
    bool all_b = true;
    for (std::size_t j = 0; j < b.parts.size() && all_b; ++j) {
      bool any = b.parts[j].weight == 0;
      for (std::size_t i = 0; i < a.parts.size() && !any; ++i) {
        any = a.parts[i].weight > 0 && met(i, j);
      }
      all_b = any;
    }
    return all_a || all_b;
  }

  struct Word {
    std::uint32_t name = 0;  // a name that holds it...
    std::uint32_t part = 0;  // ... and where
    std::vector<std::uint32_t> names;
  };
  const std::vector<ListedName>& listed_;
  bool full_;
  std::vector<Word> words_;
  std::vector<std::vector<std::uint32_t>> words_of_;
  std::vector<Whole> wholes_;
};

// How often an answer of a score is right: names of listed parties as queries, all other names of the list as answers,
// the best of each party. A query counts once however many parties it finds (half of the list is named Al-Aqsa). The
// halves are parties with even and odd numbers: what is chosen by one is judged by the other.
void measure_reliability(const std::vector<ListedName>& listed, int sample, bool verbose) {
  constexpr int kLeast = 5000;
  constexpr int kBins = 10;
  struct Bin {
    double right = 0;
    double all = 0;
    int answers = 0;
  };
  std::array<std::array<Bin, kBins + 1>, 2> bins{};
  std::map<int, int> scores;
  int answers = 0;
  const std::size_t step = std::max<std::size_t>(1, listed.size() / static_cast<std::size_t>(sample));
  for (std::size_t i = 3; i < listed.size(); i += step) {
    const ListedName& query = listed[i];
    const auto half = static_cast<std::size_t>((query.party.back() - '0') & 1);
    std::map<std::string, std::pair<int, std::size_t>> best;
    for (std::size_t n = 0; n < listed.size(); ++n) {
      if (n == i || query.name.type != listed[n].name.type) {
        continue;
      }
      const int points = match::score_names(query.name, listed[n].name, kLeast);
      if (points >= kLeast && listed[n].name.original != query.name.original) {
        auto& entry = best[listed[n].party];
        entry = std::max(entry, {points, n});
      }
    }
    std::array<int, kBins + 1> in_bin{};
    for (const auto& [party, found] : best) {
      in_bin[static_cast<std::size_t>((found.first - kLeast) * kBins / kLeast)] += 1;
    }
    for (const auto& [party, found] : best) {
      const auto b = static_cast<std::size_t>((found.first - kLeast) * kBins / kLeast);
      const double share = 1.0 / in_bin[b];
      Bin& bin = bins[half][b];
      bin.right += party == query.party ? share : 0;
      bin.all += share;
      ++bin.answers;
      ++answers;
      ++scores[found.first];
      if (verbose && party != query.party && found.first >= 8000) {
        fmt::print("    {} | {} {}\n", query.name.original, listed[found.second].name.original, found.first);
      }
    }
  }
  int tied = 0;
  for (const auto& [points, count] : scores) {
    tied = std::max(tied, count);
  }
  fmt::print("  reliability: {} answers at {:.2f} or more, {} different scores, {} at the commonest\n", answers,
             static_cast<double>(kLeast) / match::kScoreUnit, scores.size(), tied);
  // What a score is held against: the share of right ones among all answers, whatever their score.
  fmt::print("    any ");
  for (const auto& half : bins) {
    Bin whole;
    for (const Bin& bin : half) {
      whole.right += bin.right;
      whole.all += bin.all;
      whole.answers += bin.answers;
    }
    fmt::print("   {:>6} answers {:.3f} right", whole.answers, whole.all == 0 ? 0.0 : whole.right / whole.all);
  }
  fmt::print("\n");
  for (std::size_t b = 0; b <= kBins; ++b) {
    fmt::print("    {:.2f}", 0.5 + 0.05 * static_cast<double>(b));
    for (const auto& half : bins) {
      fmt::print("   {:>6} answers {:.3f} right", half[b].answers,
                 half[b].all == 0 ? 0.0 : half[b].right / half[b].all);
    }
    fmt::print("\n");
  }
}

std::string typo(const std::string& name, std::mt19937& random) {
  std::string out = name;
  for (int tries = 0; tries < 50; ++tries) {
    const std::size_t i = random() % out.size();
    if (!std::isalpha(static_cast<unsigned char>(out[i]))) {
      continue;
    }
    switch (random() % 4) {
      case 0:
        out[i] = static_cast<char>('a' + random() % 26);
        break;
      case 1:
        out.erase(i, 1);
        break;
      case 2:
        out.insert(i, 1, static_cast<char>('a' + random() % 26));
        break;
      default:
        if (i + 1 >= out.size() || !std::isalpha(static_cast<unsigned char>(out[i + 1]))) {
          continue;
        }
        std::swap(out[i], out[i + 1]);
    }
    break;
  }
  return out;
}

}  // namespace

bool measure_lists(const Options& options) {
  const std::vector<ListedName> listed = read_listed(options.data);
  if (listed.empty()) {
    fmt::print("lists: skipped, lists/us-ofac is not there\n");
    return false;
  }
  const int threshold = static_cast<int>(std::lround(options.threshold * match::kScoreUnit));
  fmt::print("\nAgainst all {} names of the OFAC list (January 2026), every query against every name:\n",
             listed.size());
  const Screen screen(listed, options.full);
  struct Clean {
    const char* key;
    const char* label;
    const char* file;
    std::size_t column;
    names::NameType type;
  };
  for (const Clean& clean :
       {Clean{"us", "people, US", "/bench/yente-candidates/negatives_us.csv", 0, names::NameType::kPerson},
        Clean{"global", "people, global", "/bench/yente-candidates/negatives_global.csv", 0, names::NameType::kPerson},
        Clean{"offices", "register offices", "/gleif/registration-authorities-1.7.csv", 6,
              names::NameType::kOrganisation}}) {
    const auto bytes = read_data(options.data + clean.file);
    if (!bytes || (!options.sets.empty() && options.sets.find(clean.key) == std::string::npos)) {
      continue;
    }
    base::CsvReader reader(*bytes, clean.file);
    base::CsvRow row;
    std::vector<std::string> queries;
    for (auto more = reader.next(row); more.ok() && more.value(); more = reader.next(row)) {
      if (row.fields.size() > clean.column && !row.fields[clean.column].empty()) {
        queries.emplace_back(row.fields[clean.column]);
      }
    }
    const std::size_t step = std::max<std::size_t>(1, queries.size() / static_cast<std::size_t>(options.sample));
    int alerts = 0;
    int asked = 0;
    const double start = seconds_used();
    for (std::size_t i = 1; i < queries.size(); i += step) {
      ++asked;
      std::string why;
      const bool hit = !screen(names::analyze(queries[i], clean.type), threshold, &why).empty();
      alerts += hit ? 1 : 0;
      if (hit && options.verbose) {
        fmt::print("    {} -> {}\n", queries[i], why);
      }
    }
    const double seconds = seconds_used() - start;
    fmt::print("  clean {:<18} {:>5} asked, {:>3} with a hit: {:.2f} %   ({:.2f} ms a query)\n", clean.label, asked,
               alerts, 100.0 * alerts / asked, 1e3 * seconds / asked);
  }
  if (options.sets.find("reliability") != std::string::npos) {
    measure_reliability(listed, options.sample, options.verbose);
  }
  if (!options.sets.empty() && options.sets.find("typos") == std::string::npos) {
    return true;
  }
  std::mt19937 random(options.seed);
  int found = 0;
  int asked = 0;
  const std::size_t step = std::max<std::size_t>(1, listed.size() / static_cast<std::size_t>(options.sample));
  for (std::size_t i = 0; i < listed.size(); i += step) {
    const std::string changed = typo(listed[i].name.original, random);
    const bool hit = screen(names::analyze(changed, listed[i].name.type), threshold, nullptr).contains(listed[i].party);
    ++asked;
    found += hit ? 1 : 0;
    if (!hit && options.verbose) {
      fmt::print("    lost: {} -> {}\n", listed[i].name.original, changed);
    }
  }
  fmt::print("  one typo           {:>5} listed names, right party found: {:.2f} %\n", asked, 100.0 * found / asked);
  return true;
}

}  // namespace penumbra::bench
