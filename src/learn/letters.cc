#include "learn/letters.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "match/distance.h"
#include "match/relate.h"
#include "names/name.h"

namespace penumbra::learn {
namespace {

using match::EditPlace;
using match::kLetters;
using match::LetterCosts;
using match::LetterTables;

constexpr std::size_t kLeastWord = 3;

std::uint64_t hash_of(std::string_view text) {  // FNV-1a, then a mix of its bits
  std::uint64_t hash = 0xCBF29CE484222325ULL;
  for (const char c : text) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  }
  hash ^= hash >> 31U;
  return hash * 0x9E3779B97F4A7C15ULL >> 8U;
}

struct Word {
  std::string latin;
  std::string fold;
  std::uint32_t letters = 0;         // of `latin`, bit i: 'a' + i
  std::vector<std::size_t> parties;  // ascending
};

bool only_letters(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

// The words of a name that count here.
std::vector<Word> words_of(const std::string& text) {
  std::vector<Word> out;
  const auto name = names::analyze(text, names::NameType::kAny);
  const names::NameView view = name.view();
  for (const auto& part : view.parts) {
    const bool plain = (part.flags & ~names::kPartAnchor) == 0;
    const bool of_names = part.kind == names::PartKind::kName || part.kind == names::PartKind::kGiven;
    Word word{std::string(view.latin(part)), std::string(view.fold(part)), 0, {}};
    if (part.weight > 0 && plain && of_names && std::min(word.latin.size(), word.fold.size()) >= kLeastWord &&
        only_letters(word.latin) && only_letters(word.fold)) {
      for (const char c : word.latin) {
        word.letters |= 1U << static_cast<unsigned>(c - 'a');
      }
      out.push_back(std::move(word));
    }
  }
  return out;
}

// Edits between two words and the form that shows fewer (the fold where both show as many). Edits of 0: the folds are
// equal or the words are too far apart.
struct Nearness {
  int edits = 0;
  bool fold = false;
};

Nearness nearness(const Word& x, const Word& y) {
  const int limit = match::term_edits(std::min(x.fold.size(), y.fold.size()));
  const int folded = match::osa_distance(x.fold, y.fold);
  if (folded == 0) {
    return {};
  }
  const int plain = match::osa_distance(x.latin, y.latin);
  const int edits = std::min(folded, plain);
  return edits <= limit ? Nearness{edits, folded <= plain} : Nearness{};
}

using Key = std::pair<std::string, std::string>;

Key key_of(const Word& x, const Word& y, bool fold) {
  const std::string& a = fold ? x.fold : x.latin;
  const std::string& b = fold ? y.fold : y.latin;
  return a < b ? Key(a, b) : Key(b, a);
}

bool share_party(const Word& x, const Word& y) {
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < x.parties.size() && j < y.parties.size()) {
    if (x.parties[i] == y.parties[j]) {
      return true;
    }
    x.parties[i] < y.parties[j] ? ++i : ++j;
  }
  return false;
}

// Adds the pairs of words of two names of one party that are nearest to each other and not equal.
void align(const std::vector<Word>& x, const std::vector<Word>& y, std::set<Key>& same) {
  const auto holds = [](const std::vector<Word>& name, const Word& word) {
    return std::any_of(name.begin(), name.end(), [&](const Word& other) { return other.fold == word.fold; });
  };
  const auto nearest = [&](const Word& word, const std::vector<Word>& own, const std::vector<Word>& name) {
    const Word* best = nullptr;
    int least = 3;
    bool tie = false;
    for (const Word& other : name) {
      if (const Nearness near = nearness(word, other); near.edits > 0 && !holds(own, other)) {
        tie = near.edits == least;
        if (near.edits < least) {
          least = near.edits;
          best = &other;
        }
      }
    }
    return tie ? nullptr : best;
  };
  for (const Word& word : x) {
    if (holds(y, word)) {
      continue;
    }
    const Word* const other = nearest(word, x, y);
    if (other != nullptr && nearest(*other, y, x) == &word) {
      same.insert(key_of(word, *other, nearness(word, *other).fold));
    }
  }
}

// Weights of the regression: insertions, substitutions (pairs in order), exchange, doubled, four ends of words, and
// three that are no edits: the number of edits, letters of the shorter word, 1.
constexpr std::size_t kSubstitutes = kLetters;
constexpr std::size_t kOthers = kSubstitutes + kLetters * kLetters;
enum Other : std::size_t {
  kExchange = kOthers,
  kDoubled,
  kFirstInsert,
  kFirstSubstitute,
  kLastInsert,
  kLastSubstitute,
  kEdits,
  kLength,
  kOne,
  kWeights
};

struct Row {
  std::vector<std::pair<std::size_t, double>> features;  // ascending, each once
  bool same = false;
};

// The edits of the cheapest way from one word to the other.
class Tracer {
 public:
  Tracer(const LetterTables& costs, std::string_view a, std::string_view b) : costs_(costs), a_(a), b_(b) {
    while (front_ < a.size() && front_ < b.size() && a[front_] == b[front_]) {
      ++front_;
    }
    std::size_t back = 0;
    while (back < a.size() - front_ && back < b.size() - front_ && a[a.size() - 1 - back] == b[b.size() - 1 - back]) {
      ++back;
    }
    n_ = a.size() - front_ - back;
    m_ = b.size() - front_ - back;
    last_ = back == 0;
  }

  // Gives what match::edit_cost() gives.
  int trace(std::vector<std::size_t>& features) const {
    std::vector<std::vector<int>> cost(n_ + 1, std::vector<int>(m_ + 1, 0));
    for (std::size_t i = 0; i <= n_; ++i) {
      for (std::size_t j = 0; j <= m_; ++j) {
        if (i + j > 0) {
          cost[i][j] = step(cost, i, j, nullptr).second;
        }
      }
    }
    std::size_t i = n_;
    std::size_t j = m_;
    while (i + j > 0) {
      const auto from = step(cost, i, j, &features).first;
      i = from.first;
      j = from.second;
    }
    return cost[n_][m_];
  }

 private:
  using Cell = std::pair<std::size_t, std::size_t>;

  EditPlace place(std::size_t i, std::size_t j, std::size_t next_i, std::size_t next_j) const {
    return {front_ == 0 && i == 0 && j == 0, last_ && next_i == n_ && next_j == m_};
  }

  std::pair<Cell, int> step(const std::vector<std::vector<int>>& cost, std::size_t i, std::size_t j,
                            std::vector<std::size_t>* features) const {
    Cell from;
    int best = -1;
    std::vector<std::size_t> used;
    const auto offer = [&](Cell cell, int edit, std::vector<std::size_t> of_edit) {
      const int total = cost[cell.first][cell.second] + edit;
      if (best < 0 || total < best) {
        best = total;
        from = cell;
        used = std::move(of_edit);
      }
    };
    const auto insert = [&](std::string_view word, std::size_t at, Cell cell) {
      const char c = word[front_ + at];
      const std::size_t letter = match::letter_index(c);
      const bool doubled = (front_ + at > 0 && word[front_ + at - 1] == c) ||
                           (front_ + at + 1 < word.size() && word[front_ + at + 1] == c);
      const EditPlace where = place(cell.first, cell.second, i, j);
      std::vector<std::size_t> of_edit{doubled ? kDoubled : letter};
      if (!doubled && where.first) {
        of_edit.push_back(kFirstInsert);
      }
      if (!doubled && where.last) {
        of_edit.push_back(kLastInsert);
      }
      offer(cell, doubled ? costs_.doubled() : costs_.insert(letter, where), std::move(of_edit));
    };
    if (i > 0 && j > 0) {
      const std::size_t x = match::letter_index(a_[front_ + i - 1]);
      const std::size_t y = match::letter_index(b_[front_ + j - 1]);
      const EditPlace where = place(i - 1, j - 1, i, j);
      std::vector<std::size_t> of_edit;
      if (x != y) {
        of_edit.push_back(kSubstitutes + std::min(x, y) * kLetters + std::max(x, y));
        if (where.first) {
          of_edit.push_back(kFirstSubstitute);
        }
        if (where.last) {
          of_edit.push_back(kLastSubstitute);
        }
      }
      offer({i - 1, j - 1}, costs_.substitute(x, y, where), std::move(of_edit));
    }
    if (i > 1 && j > 1 && a_[front_ + i - 1] == b_[front_ + j - 2] && a_[front_ + i - 2] == b_[front_ + j - 1] &&
        a_[front_ + i - 1] != b_[front_ + j - 1]) {
      offer({i - 2, j - 2}, costs_.exchange(), {kExchange});
    }
    if (i > 0) {
      insert(a_, i - 1, {i - 1, j});
    }
    if (j > 0) {
      insert(b_, j - 1, {i, j - 1});
    }
    if (features != nullptr) {
      features->insert(features->end(), used.begin(), used.end());
    }
    return {from, best};
  }

  const LetterTables& costs_;
  std::string_view a_;
  std::string_view b_;
  std::size_t front_ = 0;
  std::size_t n_ = 0;
  std::size_t m_ = 0;
  bool last_ = false;
};

std::vector<Row> rows_of(const std::vector<WordPair>& pairs, const LetterTables& costs) {
  std::vector<Row> rows;
  rows.reserve(pairs.size());
  for (const WordPair& pair : pairs) {
    std::vector<std::size_t> edits;
    [[maybe_unused]] const int cost = Tracer(costs, pair.a, pair.b).trace(edits);
    assert(cost == match::edit_cost(costs, pair.a, pair.b));
    std::map<std::size_t, double> counted;
    for (const std::size_t edit : edits) {
      counted[edit] += 1;
    }
    counted[kEdits] = match::osa_distance(pair.a, pair.b);
    counted[kLength] = static_cast<double>(std::min<std::size_t>({pair.a.size(), pair.b.size(), 10}));
    counted[kOne] = 1;
    rows.push_back({{counted.begin(), counted.end()}, pair.same});
  }
  return rows;
}

// Evidence of each feature for one word, in nats. Gradient steps, each weight by the bound of its own curvature
// (Böhning and Lindsay 1988), so that no step overshoots.
std::vector<double> regress(const std::vector<Row>& rows, const std::vector<double>& judged,
                            const LetterOptions& options) {
  const auto same = static_cast<double>(std::count_if(rows.begin(), rows.end(), [](const Row& r) { return r.same; }));
  const double other_weight = same / (static_cast<double>(rows.size()) - same);
  std::vector<double> weights = judged;
  std::vector<double> curvature(kWeights, 0);
  const auto penalty = [&](std::size_t k) { return k < kEdits ? options.penalty : 0.0; };
  for (const Row& row : rows) {
    double sum = 0;
    for (const auto& [k, value] : row.features) {
      sum += value;
    }
    for (const auto& [k, value] : row.features) {
      curvature[k] += 0.25 * (row.same ? 1 : other_weight) * value * sum;
    }
  }
  for (int step = 0; step < options.steps; ++step) {
    std::vector<double> gradient(kWeights, 0);
    for (const Row& row : rows) {
      double score = 0;
      for (const auto& [k, value] : row.features) {
        score += weights[k] * value;
      }
      const double error = (row.same ? 1 : other_weight) * ((row.same ? 1.0 : 0.0) - 1 / (1 + std::exp(-score)));
      for (const auto& [k, value] : row.features) {
        gradient[k] += error * value;
      }
    }
    for (std::size_t k = 0; k < kWeights; ++k) {
      const double by = curvature[k] + penalty(k);
      weights[k] += by > 0 ? (gradient[k] - penalty(k) * (weights[k] - judged[k])) / by : 0;
    }
  }
  return weights;
}

LetterCosts costs_at(const std::vector<double>& weights, double spread, double level) {
  const auto cost = [&](std::size_t k) {
    const auto bounded =
        std::clamp<double>(level - spread * weights[k], match::kLeastLetterEdit, match::kMostLetterEdit);
    return static_cast<int>(std::lround(bounded));
  };
  const auto added = [&](std::size_t k) { return static_cast<int>(std::lround(-spread * weights[k])); };
  LetterCosts out;
  for (std::size_t i = 0; i < kLetters; ++i) {
    out.insert[i] = cost(i);
    for (std::size_t j = i + 1; j < kLetters; ++j) {
      out.substitute[i][j] = out.substitute[j][i] = cost(kSubstitutes + i * kLetters + j);
    }
  }
  out.exchange = cost(kExchange);
  out.doubled = cost(kDoubled);
  out.first_insert = added(kFirstInsert);
  out.first_substitute = added(kFirstSubstitute);
  out.last_insert = added(kLastInsert);
  out.last_substitute = added(kLastSubstitute);
  return out;
}

// The weights that say what costs do.
std::vector<double> weights_of(const LetterCosts& costs, const LetterOptions& options) {
  std::vector<double> out(kWeights, 0);
  const auto weight = [&](int cost) { return (options.mean_slip - cost) / options.spread; };
  for (std::size_t i = 0; i < kLetters; ++i) {
    out[i] = weight(costs.insert[i]);
    for (std::size_t j = i + 1; j < kLetters; ++j) {
      out[kSubstitutes + i * kLetters + j] = weight(costs.substitute[i][j]);
    }
  }
  out[kExchange] = weight(costs.exchange);
  out[kDoubled] = weight(costs.doubled);
  out[kFirstInsert] = -costs.first_insert / options.spread;
  out[kFirstSubstitute] = -costs.first_substitute / options.spread;
  out[kLastInsert] = -costs.last_insert / options.spread;
  out[kLastSubstitute] = -costs.last_substitute / options.spread;
  return out;
}

// The level at which a random slip costs what it should on the mean; bounded costs rise with it.
LetterCosts costs_of(const std::vector<double>& weights, const LetterOptions& options) {
  double low = 0;
  double high = 300;
  for (int i = 0; i < 40; ++i) {
    const double level = (low + high) / 2;
    (mean_slip(costs_at(weights, options.spread, level)) < options.mean_slip ? low : high) = level;
  }
  return costs_at(weights, options.spread, high);
}

}  // namespace

std::vector<WordPair> word_pairs(const std::vector<PartyName>& names, std::size_t most_other) {
  std::map<std::string, std::vector<std::vector<Word>>> parties;
  for (const PartyName& name : names) {
    parties[name.party].push_back(words_of(name.name));
  }
  std::map<std::string, Word> vocabulary;
  std::set<Key> same;
  std::size_t number = 0;
  for (const auto& [party, of_party] : parties) {
    for (const auto& name : of_party) {
      for (const Word& word : name) {
        Word& entry = vocabulary.try_emplace(word.latin, word).first->second;
        if (entry.parties.empty() || entry.parties.back() != number) {
          entry.parties.push_back(number);
        }
      }
    }
    for (std::size_t i = 0; i < of_party.size(); ++i) {
      for (std::size_t j = i + 1; j < of_party.size(); ++j) {
        align(of_party[i], of_party[j], same);
      }
    }
    ++number;
  }
  std::vector<const Word*> words;
  for (const auto& [latin, word] : vocabulary) {
    words.push_back(&word);
  }
  std::set<Key> other;
  for (std::size_t i = 0; i < words.size(); ++i) {
    for (std::size_t j = i + 1; j < words.size(); ++j) {
      const Word& x = *words[i];
      const Word& y = *words[j];
      const std::size_t apart =
          x.latin.size() > y.latin.size() ? x.latin.size() - y.latin.size() : y.latin.size() - x.latin.size();
      // Folds may be nearer than the words by a letter or two.
      if (apart > 3 || match::more_bits_than(x.letters & ~y.letters, 3) ||
          match::more_bits_than(y.letters & ~x.letters, 3)) {
        continue;
      }
      const Nearness near = nearness(x, y);
      if (near.edits > 0 && !share_party(x, y)) {
        other.insert(key_of(x, y, near.fold));
      }
    }
  }
  std::vector<std::pair<std::uint64_t, WordPair>> drawn;
  for (const Key& key : other) {
    if (same.count(key) == 0) {
      drawn.emplace_back(hash_of(key.first + "=" + key.second), WordPair{key.first, key.second, false});
    }
  }
  std::stable_sort(drawn.begin(), drawn.end(), [](const auto& x, const auto& y) { return x.first < y.first; });
  drawn.resize(std::min(drawn.size(), most_other));
  std::vector<WordPair> out;
  for (const Key& key : same) {
    out.push_back({key.first, key.second, true});
  }
  for (auto& [hash, pair] : drawn) {
    out.push_back(std::move(pair));
  }
  std::sort(out.begin(), out.end(), [](const WordPair& x, const WordPair& y) {
    return x.a != y.a ? x.a < y.a : x.b != y.b ? x.b < y.b : x.same > y.same;
  });
  return out;
}

LetterCosts learn_letters(const std::vector<WordPair>& pairs, const LetterOptions& options) {
  const std::vector<double> judged = weights_of(judged_costs(), options);
  LetterCosts costs = costs_of(judged, options);
  const auto same = std::count_if(pairs.begin(), pairs.end(), [](const WordPair& p) { return p.same; });
  if (same == 0 || static_cast<std::size_t>(same) == pairs.size()) {
    return costs;
  }
  for (int round = 0; round < options.rounds; ++round) {
    costs = costs_of(regress(rows_of(pairs, LetterTables(costs)), judged, options), options);
  }
  return costs;
}

LetterCosts judged_costs() {
  const auto vowel = [](char c) { return std::string_view("aeiou").find(c) != std::string_view::npos; };
  const std::map<std::string_view, int> alike{{"ei", 50}, {"ou", 50}, {"ae", 60}, {"bp", 70}, {"dt", 70},
                                              {"gk", 60}, {"sz", 50}, {"fv", 60}, {"bv", 70}, {"gh", 60},
                                              {"hk", 70}, {"ij", 50}, {"gj", 70}, {"cj", 70}, {"mn", 90},
                                              {"cs", 70}, {"ck", 60}, {"jz", 70}, {"uv", 60}};
  LetterCosts out;
  out.exchange = 90;
  out.doubled = 100;
  for (std::size_t i = 0; i < kLetters; ++i) {
    const char a = static_cast<char>('a' + i);
    out.insert[i] = vowel(a) ? 90 : a == 'h' ? 60 : 100;
    for (std::size_t j = i + 1; j < kLetters; ++j) {
      const char b = static_cast<char>('a' + j);
      const std::array<char, 2> both{a, b};
      const auto found = alike.find({both.data(), both.size()});
      out.substitute[i][j] = out.substitute[j][i] = found != alike.end()   ? found->second
                                                    : vowel(a) && vowel(b) ? 80
                                                                           : 100;
    }
  }
  return out;
}

double mean_slip(const LetterCosts& costs) {
  double insert = 0;
  double substitute = 0;
  for (std::size_t i = 0; i < kLetters; ++i) {
    insert += costs.insert[i];
    for (std::size_t j = 0; j < kLetters; ++j) {
      substitute += costs.substitute[i][j];
    }
  }
  return (2 * insert / kLetters + substitute / (kLetters * (kLetters - 1)) + costs.exchange) / 4;
}

LetterRecall letter_recall(const LetterCosts& costs, const std::vector<WordPair>& pairs) {
  const LetterTables tables(costs);
  std::vector<double> same;
  std::vector<double> other;
  for (const WordPair& pair : pairs) {
    const double cost = match::edit_cost(tables, pair.a, pair.b) /
                        static_cast<double>(std::max<std::size_t>(1, std::min(pair.a.size(), pair.b.size())));
    (pair.same ? same : other).push_back(cost);
  }
  LetterRecall out;
  out.same = same.size();
  out.other = other.size();
  std::sort(other.begin(), other.end());
  constexpr std::array<double, 3> kRates{0.001, 0.01, 0.1};
  for (std::size_t r = 0; r < kRates.size() && !same.empty() && !other.empty(); ++r) {
    const double bound = other[static_cast<std::size_t>(kRates[r] * static_cast<double>(other.size() - 1))];
    const auto below = std::count_if(same.begin(), same.end(), [&](double cost) { return cost < bound; });
    out.recall[r] = static_cast<double>(below) / static_cast<double>(same.size());
  }
  return out;
}

}  // namespace penumbra::learn
