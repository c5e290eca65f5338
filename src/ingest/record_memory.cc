#include "ingest/record_memory.h"

#include <algorithm>
#include <iterator>

namespace penumbra::ingest {
namespace {

constexpr std::size_t kBlocksKept = 64;

}  // namespace

// Blocks are made with operator new, so that their beginning is fit for any item.
void* RecordArena::more_room(std::size_t bytes) {
  for (++block_; block_ < blocks_.size(); ++block_) {
    if (bytes > blocks_[block_].size) continue;
    used_ = bytes;
    return blocks_[block_].bytes.get();
  }
  const std::size_t size = std::max(kBlockBytes, bytes);
  blocks_.push_back({std::make_unique_for_overwrite<std::byte[]>(size), size});
  block_ = blocks_.size() - 1;
  used_ = bytes;
  return blocks_.back().bytes.get();
}

void RecordArena::clear() {
  if (blocks_.size() > kBlocksKept) blocks_.resize(kBlocksKept);
  std::erase_if(blocks_, [](const Block& block) { return block.size > kBlockBytes; });
  block_ = 0;
  used_ = 0;
}

void RecordArena::join(RecordArena&& other) {
  // In front of the block that is filled.
  blocks_.insert(blocks_.begin(), std::make_move_iterator(other.blocks_.begin()),
                 std::make_move_iterator(other.blocks_.end()));
  block_ += other.blocks_.size();
  other.blocks_.clear();
  other.block_ = 0;
  other.used_ = 0;
}

}  // namespace penumbra::ingest
