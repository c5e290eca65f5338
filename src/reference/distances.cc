#include "reference/distances.h"

#include <algorithm>
#include <string>
#include <vector>

namespace penumbra::reference {

int osa_distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<int>> d(a.size() + 1, std::vector<int>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        d[i][j] = static_cast<int>(i + j);
        continue;
      }
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
      }
    }
  }
  return d[a.size()][b.size()];
}

double jaro_winkler(std::string_view a, std::string_view b) {
  if (a.empty() && b.empty()) {
    return 1.0;
  }
  // The shorter string is walked, as is customary; the choice decides which of equal letters are taken.
  if (a.size() > b.size()) {
    return jaro_winkler(b, a);
  }
  const int window = std::max(0, static_cast<int>(b.size()) / 2 - 1);
  std::vector<bool> used(b.size(), false);
  std::string common_a;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (std::size_t j = 0; j < b.size(); ++j) {
      const int apart = static_cast<int>(i) - static_cast<int>(j);
      if (!used[j] && a[i] == b[j] && std::abs(apart) <= window) {
        used[j] = true;
        common_a.push_back(a[i]);
        break;
      }
    }
  }
  std::string common_b;
  for (std::size_t j = 0; j < b.size(); ++j) {
    if (used[j]) {
      common_b.push_back(b[j]);
    }
  }
  const auto m = static_cast<double>(common_a.size());
  if (m == 0) {
    return 0.0;
  }
  double transpositions = 0;
  for (std::size_t i = 0; i < common_a.size(); ++i) {
    transpositions += common_a[i] != common_b[i] ? 0.5 : 0.0;
  }
  const double jaro =
      (m / static_cast<double>(a.size()) + m / static_cast<double>(b.size()) + (m - transpositions) / m) / 3.0;
  double prefix = 0;
  for (std::size_t i = 0; i < std::min<std::size_t>(4, a.size()) && a[i] == b[i]; ++i) {
    prefix += 1;
  }
  return jaro + prefix * 0.1 * (1.0 - jaro);
}

}  // namespace penumbra::reference
