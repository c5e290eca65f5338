// Bounded writing and reading of the integers that records are made of.
#ifndef PENUMBRA_STORE_VARINT_H_
#define PENUMBRA_STORE_VARINT_H_

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace penumbra::store {

// Zigzag maps small negative numbers to small unsigned ones (Protocol Buffers, "Encoding", sint64).
constexpr std::uint64_t zigzag(std::int64_t value) {
  return (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
}
constexpr std::int64_t unzigzag(std::uint64_t value) {
  return static_cast<std::int64_t>((value >> 1) ^ (~(value & 1) + 1));
}

// Appends to a string that the caller owns.
inline void append_varint(std::string& out, std::uint64_t value) {
  while (value >= 0x80) {
    out.push_back(static_cast<char>((value & 0x7f) | 0x80));
    value >>= 7;
  }
  out.push_back(static_cast<char>(value));
}

// Little-endian whatever the machine: the shifts compile to one store on little-endian machines.
template <typename Unsigned>
void append_fixed(std::string& out, Unsigned value) {
  for (unsigned i = 0; i < sizeof(Unsigned); ++i) out.push_back(static_cast<char>((value >> (8 * i)) & 0xff));
}
// `bytes` must hold sizeof(Unsigned) bytes.
template <typename Unsigned>
Unsigned load_fixed(const char* bytes) {
  Unsigned value = 0;
  for (unsigned i = 0; i < sizeof(Unsigned); ++i) {
    value = static_cast<Unsigned>(value | (static_cast<Unsigned>(static_cast<unsigned char>(bytes[i])) << (8 * i)));
  }
  return value;
}

// Reads integers and byte runs off the front of a view. Never reads outside it: the first thing that does not fit sets
// failed(), after which every read gives 0 or "". Copyable; not thread-safe.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  std::uint64_t varint() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 70; shift += 7) {
      if (rest_.empty()) break;
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      if (shift == 63 && byte > 1) break;  // a tenth byte has room for one bit
      value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    fail();
    return 0;
  }
  std::string_view bytes(std::uint64_t count) {
    if (count > rest_.size()) {
      fail();
      return {};
    }
    const std::string_view out = rest_.substr(0, static_cast<std::size_t>(count));
    rest_.remove_prefix(static_cast<std::size_t>(count));
    return out;
  }
  std::size_t remaining() const { return rest_.size(); }
  bool failed() const { return failed_; }
  void fail() {
    failed_ = true;
    rest_ = {};
  }

 private:
  std::string_view rest_;
  bool failed_ = false;
};

}  // namespace penumbra::store

#endif  // PENUMBRA_STORE_VARINT_H_
