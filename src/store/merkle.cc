#include "store/merkle.h"

#include <bit>
#include <utility>

#include "store/line_text.h"

namespace penumbra::store {
namespace {

std::string_view bytes_of(const Sha256Sum& sum) {
  return {reinterpret_cast<const char*>(sum.data()), sum.size()};
}

}  // namespace

Sha256Sum leaf_sum(std::string_view entry) {
  base::Sha256 digest;
  digest.add(std::string_view("\0", 1));
  digest.add(entry);
  return digest.finish();
}

Sha256Sum node_sum(const Sha256Sum& left, const Sha256Sum& right) {
  base::Sha256 digest;
  digest.add("\1");
  digest.add(bytes_of(left));
  digest.add(bytes_of(right));
  return digest.finish();
}

bool parse_sum(std::string_view text, Sha256Sum& sum) {
  if (text.size() != 2 * sum.size()) return false;
  for (std::size_t i = 0; i < sum.size(); ++i) {
    std::uint64_t byte = 0;
    if (!parse_hex(text.substr(2 * i, 2), byte)) return false;
    sum[i] = static_cast<unsigned char>(byte);
  }
  return true;
}

MerkleTree::MerkleTree(std::uint64_t size, std::vector<Sha256Sum> subtrees) {
  if (std::cmp_not_equal(std::popcount(size), subtrees.size())) return;
  size_ = size;
  subtrees_ = std::move(subtrees);
}

void MerkleTree::add(const Sha256Sum& leaf) {
  Sha256Sum sum = leaf;
  // Two perfect trees of one size become one of twice the size, as in adding one to a binary number.
  for (std::uint64_t rest = size_; (rest & 1) != 0; rest >>= 1) {
    sum = node_sum(subtrees_.back(), sum);
    subtrees_.pop_back();
  }
  subtrees_.push_back(sum);
  ++size_;
}

Sha256Sum MerkleTree::root() const {
  if (subtrees_.empty()) return base::Sha256().finish();
  Sha256Sum sum = subtrees_.back();
  for (std::size_t i = subtrees_.size() - 1; i-- > 0;) sum = node_sum(subtrees_[i], sum);
  return sum;
}

}  // namespace penumbra::store
