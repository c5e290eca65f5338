// The Merkle tree of RFC 6962, section 2.1, over SHA-256: one sum for a list of entries, such that the sum of any
// beginning of the list can be told from it.
#ifndef PENUMBRA_STORE_MERKLE_H_
#define PENUMBRA_STORE_MERKLE_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/digest.h"

namespace penumbra::store {

using base::Sha256Sum;

// How far a log goes, and the root of its tree.
struct LogHead {
  std::uint64_t entries = 0;
  Sha256Sum root{};

  bool operator==(const LogHead&) const = default;
};

// SHA-256(0x00 entry).
Sha256Sum leaf_sum(std::string_view entry);
// SHA-256(0x01 left right).
Sha256Sum node_sum(const Sha256Sum& left, const Sha256Sum& right);
// 64 lower-case hexadecimal digits, as base::to_hex() writes them.
bool parse_sum(std::string_view text, Sha256Sum& sum);

// A tree that grows at its end. Keeps one sum for each of the perfect trees of which it consists: 64 at most. Plain
// value.
class MerkleTree {
 public:
  MerkleTree() = default;
  // A tree of `size` leaves of which the perfect trees are known, the largest first. They are as many as `size` has
  // bits; otherwise the tree is empty.
  MerkleTree(std::uint64_t size, std::vector<Sha256Sum> subtrees);

  void add(const Sha256Sum& leaf);
  std::uint64_t size() const { return size_; }
  const std::vector<Sha256Sum>& subtrees() const { return subtrees_; }
  // Of no leaves: SHA-256 of nothing.
  Sha256Sum root() const;
  LogHead head() const { return {size_, root()}; }

 private:
  std::uint64_t size_ = 0;
  std::vector<Sha256Sum> subtrees_;
};

}  // namespace penumbra::store

#endif  // PENUMBRA_STORE_MERKLE_H_
