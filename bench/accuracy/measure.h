// What the parts of the accuracy benchmark share.
#ifndef PENUMBRA_BENCH_ACCURACY_MEASURE_H_
#define PENUMBRA_BENCH_ACCURACY_MEASURE_H_

#include <string>

namespace penumbra::bench {

struct Options {
  std::string data;    // folder with bench/ and lists/
  std::string frozen;  // scores of the reference engine by row hash
  std::string errors;  // file to write the wrong rows to, or ""
  double threshold = 0;
  int sample = 500;      // queries per set against the whole list
  std::string sets;      // lists: which of us, global, offices, typos; all if empty
  unsigned seed = 1;     // lists: of the typos
  bool full = false;     // lists: compare every query with every name, without the filter
  bool verbose = false;  // print what came out wrong
};

// Counts of right and wrong verdicts.
struct Counts {
  int true_hits = 0;
  int false_hits = 0;
  int true_clears = 0;
  int missed = 0;

  void add(bool label, bool hit) { (label ? (hit ? true_hits : missed) : (hit ? false_hits : true_clears)) += 1; }
  double precision() const { return ratio(true_hits, true_hits + false_hits); }
  double recall() const { return ratio(true_hits, true_hits + missed); }
  double f1() const { return ratio(2 * true_hits, 2 * true_hits + false_hits + missed); }
  int total() const { return true_hits + false_hits + true_clears + missed; }

 private:
  static double ratio(int a, int b) { return b == 0 ? 0.0 : static_cast<double>(a) / b; }
};

// Labelled pairs of names (nomenklatura name_bench). Returns whether the data was there.
bool measure_pairs(const Options& options);

// Labelled pairs of whole entities (nomenklatura entity_bench).
bool measure_entities(const Options& options);

// False alerts and typos against a whole list.
bool measure_lists(const Options& options);

// Full names of listed people across scripts.
bool measure_aliases(const Options& options);
bool measure_organisations(const Options& options);

// Names across scripts.
bool measure_scripts(const Options& options);

}  // namespace penumbra::bench

#endif  // PENUMBRA_BENCH_ACCURACY_MEASURE_H_
