#include "index/near.h"

#include <utility>

#include "match/relate.h"

namespace penumbra::index {
namespace {

using names::NameView;
using names::Part;
using names::PartKind;

// Whether two words are at most one edit apart.
bool one_edit_at_most(std::string_view a, std::string_view b) {
  if (a.size() < b.size()) std::swap(a, b);
  if (a.size() - b.size() > 1) return false;
  std::size_t front = 0;
  while (front < b.size() && a[front] == b[front]) ++front;
  a.remove_prefix(front);
  b.remove_prefix(front);
  if (a.size() != b.size()) return a.substr(1) == b;
  if (a.size() < 2 || a.substr(1) == b.substr(1)) return true;
  return a[0] == b[1] && a[1] == b[0] && a.substr(2) == b.substr(2);
}

}  // namespace

bool within_edits(std::string_view a, std::string_view b, int edits) {
  // Equal ends never need an edit: where the last bytes are equal, every entry of the table equals its upper left
  // neighbour. What remains begins with an edit, and there are four to try.
  while (!a.empty() && !b.empty() && a.front() == b.front()) {
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  while (!a.empty() && !b.empty() && a.back() == b.back()) {
    a.remove_suffix(1);
    b.remove_suffix(1);
  }
  if (a.size() < b.size()) std::swap(a, b);
  if (a.size() - b.size() > static_cast<std::size_t>(edits)) return false;
  if (b.empty()) return true;  // the rest of `a` is deleted, and fits
  if (edits == 0) return false;
  if (a.size() == 1) return true;  // one byte against another
  const int left = edits - 1;
  if (b.size() >= 2 && a[0] == b[1] && a[1] == b[0] && within_edits(a.substr(2), b.substr(2), left)) return true;
  return within_edits(a.substr(1), b.substr(1), left) || within_edits(a.substr(1), b, left) ||
         within_edits(a, b.substr(1), left);
}

bool skeletons_within(const NameView& x, const Part& p, const NameView& y, const Part& q, int edits) {
  if (((p.flags | q.flags) & names::kPartAbjad) == 0 || p.skeleton.size == 0 || q.skeleton.size == 0) return false;
  return within_edits(x.skeleton(p), y.skeleton(q), std::min(p.skeleton.size, q.skeleton.size) >= 3 ? edits : 0);
}

std::uint32_t near_of(const NameView& x, const Part& p, const NameView& y, const Part& q) {
  if (q.weight == 0) return 0;
  const bool p_initial = p.kind == PartKind::kInitial;
  const bool q_initial = q.kind == PartKind::kInitial;
  if ((p_initial || q_initial) && x.fold(p) != y.fold(q)) {
    // Two initials that differ never meet.
    return p_initial != q_initial && match::initial_fits(x, p, y, q) ? std::uint32_t{kNearInitial} : 0U;
  }
  const auto alike = [&] {
    return one_edit_at_most(x.fold(p), y.fold(q)) || one_edit_at_most(x.latin(p), y.latin(q)) ||
           skeletons_within(x, p, y, q, 0);
  };
  switch (meeting_of(x, p, y, q, false, alike)) {
    case Meeting::kYes:
      return kNearSure;
    case Meeting::kMaybe:
      return kNearMaybe;
    case Meeting::kNot:
      break;
  }
  return 0;
}

}  // namespace penumbra::index
