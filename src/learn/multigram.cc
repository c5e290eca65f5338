#include "learn/multigram.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <string_view>
#include <unordered_map>

namespace penumbra::learn {
namespace {

constexpr std::size_t kMost = match::kMostPiece;
constexpr double kMarkWeight = 0.05;  // of each letter of a piece, before anything is learned
constexpr double kDiagonal = 8.0;     // how fast the first guess falls off the diagonal
constexpr double kSameLetter = 3.0;   // pieces that begin with one letter, before anything is learned
constexpr double kOneSided = 0.3;     // letters that stand for nothing, before anything is learned
constexpr double kLeastProbability = 1e-280;

// Numbers for strings, in the order of their first use.
class Numbers {
 public:
  std::uint32_t add(std::string_view text) {
    const auto [found, added] = numbers_.try_emplace(std::string(text), static_cast<std::uint32_t>(texts_.size()));
    if (added) {
      texts_.emplace_back(text);
    }
    return found->second;
  }
  const std::string& operator[](std::uint32_t number) const { return texts_[number]; }
  std::size_t size() const { return texts_.size(); }

 private:
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<std::string> texts_;
};

// What may stand for what: a letter or two can be added, up to two dropped.
constexpr bool allowed(std::size_t source, std::size_t latin) {
  return source == 0 ? latin == 1 || latin == 2 : latin != 0 || source <= 2;
}

class Trainer {
 public:
  Trainer(const std::vector<Example>& examples, const Options& options) : options_(options), examples_(examples) {
    for (const Example& example : examples) {
      const bool usable = !example.source.empty() && !example.latin.empty();
      chosen_.push_back(usable ? 0 : kNone);
    }
  }

  Learned run() {
    guess();
    for (int round = 0; round < options_.rounds; ++round) {
      expect();
      maximise(round);
      if (round + 1 == options_.first_choice || round + 1 == options_.second_choice) {
        choose();
      }
    }
    Learned out = write(options_.least);
    out.used = used_;
    out.likelihood = used_ == 0 ? 0 : likelihood_ / static_cast<double>(used_);
    return out;
  }

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  static std::string marked(const std::string& word) { return "^" + word + "$"; }

  // Calls visit(i, j, u, w) for each pair of pieces of the two words: u letters at i, w letters at j.
  template <typename Visit>
  static void each_pair(const std::string& s, const std::string& t, Visit visit) {
    for (std::size_t i = 0; i <= s.size(); ++i) {
      for (std::size_t j = 0; j <= t.size(); ++j) {
        for (std::size_t u = 0; u <= kMost && i + u <= s.size(); ++u) {
          for (std::size_t w = 0; w <= kMost && j + w <= t.size(); ++w) {
            if (u + w != 0 && allowed(u, w)) {
              visit(i, j, u, w);
            }
          }
        }
      }
    }
  }

  // Numbers of the pieces that begin at each place, by their length.
  using PieceNumbers = std::vector<std::array<std::uint32_t, kMost + 1>>;

  static PieceNumbers numbers_of(const std::string& word, Numbers& numbers) {
    PieceNumbers out(word.size() + 1);
    for (std::size_t i = 0; i <= word.size(); ++i) {
      for (std::size_t n = 0; n <= kMost && i + n <= word.size(); ++n) {
        out[i][n] = numbers.add(std::string_view(word).substr(i, n));
      }
    }
    return out;
  }

  static std::uint64_t key(std::uint32_t source, std::uint32_t latin) {
    return (static_cast<std::uint64_t>(source) << 32U) | latin;
  }

  void guess() {
    for (std::size_t k = 0; k < examples_.size(); ++k) {
      if (chosen_[k] == kNone) {
        continue;
      }
      const std::string s = marked(examples_[k].source);
      const std::string t = marked(examples_[k].latin[chosen_[k]]);
      const auto n = static_cast<double>(s.size());
      const auto m = static_cast<double>(t.size());
      const PieceNumbers of_s = numbers_of(s, sources_);
      const PieceNumbers of_t = numbers_of(t, latins_);
      each_pair(s, t, [&](std::size_t i, std::size_t j, std::size_t u, std::size_t w) {
        const auto [found, added] =
            pairs_.try_emplace(key(of_s[i][u], of_t[j][w]), static_cast<std::uint32_t>(probability_.size()));
        if (added) {
          keys_.push_back(found->first);
          probability_.push_back(0);
        }
        const double off = std::abs((static_cast<double>(i) + static_cast<double>(u) / 2) / n -
                                    (static_cast<double>(j) + static_cast<double>(w) / 2) / m);
        const double likely = u == 0 || w == 0 ? kOneSided : s[i] == t[j] ? kSameLetter : 1.0;
        probability_[found->second] +=
            likely * std::exp(-kDiagonal * off) * std::pow(kMarkWeight, static_cast<double>(u + w));
      });
    }
    normalise();
  }

  void normalise() {
    double sum = 0;
    for (const double p : probability_) {
      sum += p;
    }
    for (double& p : probability_) {
      p = sum > 0 ? p / sum : 0;
    }
  }

  void expect() {
    counts_.assign(probability_.size(), 0);
    likelihood_ = 0;
    used_ = 0;
    struct Edge {
      std::uint32_t from;
      std::uint32_t to;
      std::uint32_t pair;
    };
    std::vector<Edge> edges;
    std::vector<double> forward;
    std::vector<double> backward;
    for (std::size_t k = 0; k < examples_.size(); ++k) {
      if (chosen_[k] == kNone) {
        continue;
      }
      const std::string s = marked(examples_[k].source);
      const std::string t = marked(examples_[k].latin[chosen_[k]]);
      const std::size_t width = t.size() + 1;
      edges.clear();
      const PieceNumbers of_s = numbers_of(s, sources_);
      const PieceNumbers of_t = numbers_of(t, latins_);
      each_pair(s, t, [&](std::size_t i, std::size_t j, std::size_t u, std::size_t w) {
        const auto found = pairs_.find(key(of_s[i][u], of_t[j][w]));
        if (found != pairs_.end() && probability_[found->second] > 0) {
          edges.push_back({static_cast<std::uint32_t>(i * width + j),
                           static_cast<std::uint32_t>((i + u) * width + j + w), found->second});
        }
      });
      const std::size_t last = s.size() * width + t.size();
      forward.assign(last + 1, 0);
      backward.assign(last + 1, 0);
      forward[0] = 1;
      for (const Edge& edge : edges) {
        forward[edge.to] += forward[edge.from] * probability_[edge.pair];
      }
      const double total = forward[last];
      if (!(total > kLeastProbability)) {
        continue;
      }
      backward[last] = 1;
      for (std::size_t e = edges.size(); e-- > 0;) {
        const Edge& edge = edges[e];
        backward[edge.from] += backward[edge.to] * probability_[edge.pair];
      }
      for (const Edge& edge : edges) {
        counts_[edge.pair] += forward[edge.from] * probability_[edge.pair] * backward[edge.to] / total;
      }
      likelihood_ += std::log(total);
      ++used_;
    }
  }

  void maximise(int round) {
    for (std::size_t pair = 0; pair < counts_.size(); ++pair) {
      const std::size_t letters = sources_[static_cast<std::uint32_t>(keys_[pair] >> 32U)].size() +
                                  latins_[static_cast<std::uint32_t>(keys_[pair] & 0xFFFFFFFFU)].size();
      const double discount = round >= 2 && letters > 2 ? options_.discount * static_cast<double>(letters - 2) : 0;
      probability_[pair] = std::max(0.0, counts_[pair] - discount);
    }
    drop_unused();
    kept_counts_ = probability_;
    normalise();
  }

  // Most pairs of the first guess are gone after a few rounds: without them the rounds are much faster.
  void drop_unused() {
    std::size_t kept = 0;
    for (std::size_t pair = 0; pair < keys_.size(); ++pair) {
      if (probability_[pair] > 0) {
        keys_[kept] = keys_[pair];
        probability_[kept++] = probability_[pair];
      }
    }
    keys_.resize(kept);
    probability_.resize(kept);
    pairs_.clear();
    for (std::size_t pair = 0; pair < kept; ++pair) {
      pairs_.emplace(keys_[pair], static_cast<std::uint32_t>(pair));
    }
  }

  // Leaves out examples that the model finds unlikely, and picks among spellings.
  void choose() {
    const match::ChannelTable table = write(0).table;
    for (std::size_t k = 0; k < examples_.size(); ++k) {
      const Example& example = examples_[k];
      chosen_[k] = kNone;
      double best = options_.possible;
      for (std::size_t spelling = 0; spelling < example.latin.size() && !example.source.empty(); ++spelling) {
        const double nats = static_cast<double>(table.evidence(example.source, example.latin[spelling])) / match::kNat;
        if (nats >= best) {
          best = nats;
          chosen_[k] = spelling;
        }
        if (spelling == 0 && nats >= options_.sure) {
          break;
        }
      }
    }
  }

  static int cost_of(double probability) {
    return std::clamp(static_cast<int>(std::lround(-std::log(probability) * match::kNat)), 1, 65535);
  }

  static std::string shown(const std::string& piece, double probability) {
    return " " + (piece.empty() ? "-" : piece) + ":" + std::to_string(cost_of(probability));
  }

  Learned write(double least) const {
    // Sorted, so that the text does not depend on the order of the examples beyond what they say.
    std::map<std::string, std::map<std::string, double>> by_source;
    std::map<std::string, double> by_latin;
    double sum = 0;
    for (std::size_t pair = 0; pair < keys_.size(); ++pair) {
      if (probability_[pair] > 0 && kept_counts_[pair] >= least) {
        const std::string& source = sources_[static_cast<std::uint32_t>(keys_[pair] >> 32U)];
        const std::string& latin = latins_[static_cast<std::uint32_t>(keys_[pair] & 0xFFFFFFFFU)];
        by_source[source][latin] = probability_[pair];
        by_latin[latin] += probability_[pair];
        sum += probability_[pair];
      }
    }
    Learned out;
    for (const auto& [source, steps] : by_source) {
      double alone = 0;
      for (const auto& [latin, probability] : steps) {
        alone += probability;
      }
      out.lines += "pair" + shown(source, alone / sum);
      if (!source.empty()) {
        out.table.set_source_alone(source, cost_of(alone / sum));
      }
      for (const auto& [latin, probability] : steps) {
        out.lines += shown(latin, probability / sum);
        out.table.add(source, latin, cost_of(probability / sum));
        ++out.pairs;
      }
      out.lines += "\n";
    }
    std::string line = "alone";
    for (const auto& [latin, probability] : by_latin) {
      if (latin.empty()) {
        continue;
      }
      out.table.set_latin_alone(latin, cost_of(probability / sum));
      line += shown(latin, probability / sum);
      if (line.size() > 100) {
        out.lines += line + "\n";
        line = "alone";
      }
    }
    out.lines += line.size() > 5 ? line + "\n" : "";
    return out;
  }

  Options options_;
  const std::vector<Example>& examples_;
  std::vector<std::size_t> chosen_;  // spelling of each example, or kNone
  Numbers sources_;
  Numbers latins_;
  std::unordered_map<std::uint64_t, std::uint32_t> pairs_;
  std::vector<std::uint64_t> keys_;
  std::vector<double> probability_;
  std::vector<double> counts_;
  std::vector<double> kept_counts_;
  double likelihood_ = 0;
  std::size_t used_ = 0;
};

}  // namespace

Learned learn(const std::vector<Example>& examples, const Options& options) {
  return Trainer(examples, options).run();
}

Separation separation(const match::ChannelTable& table, const std::vector<Example>& examples) {
  std::vector<int> right;
  std::vector<int> wrong;
  const std::size_t n = examples.size();
  std::uint64_t state = 7;
  for (const Example& example : examples) {
    if (example.latin.empty()) {
      continue;
    }
    right.push_back(table.evidence(example.source, example.latin[0]));
    for (int k = 0; k < 5; ++k) {
      state = state * 6364136223846793005ULL + 1442695040888963407ULL;  // Knuth's MMIX generator
      const Example& other = examples[(state >> 33U) % n];
      if (!other.latin.empty() && other.latin[0] != example.latin[0]) {
        wrong.push_back(table.evidence(example.source, other.latin[0]));
      }
    }
  }
  Separation out;
  out.words = right.size();
  if (right.empty() || wrong.empty()) {
    return out;
  }
  std::sort(wrong.rbegin(), wrong.rend());
  out.bound = wrong[wrong.size() / 1000];
  out.recall = static_cast<double>(std::count_if(right.begin(), right.end(), [&](int e) { return e > out.bound; })) /
               static_cast<double>(right.size());
  return out;
}

}  // namespace penumbra::learn
