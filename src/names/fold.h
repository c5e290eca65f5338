// Spellings of one sound, unified.
#ifndef PENUMBRA_NAMES_FOLD_H_
#define PENUMBRA_NAMES_FOLD_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace penumbra::names {

// The folded form of Latin lower-case letters and digits: what romanisations of one name have in common most often (ph
// = f, kh = h, q = k, w = v, y = i, ou = oo = u, doubled letters single ...). Deliberately mild: it must not make
// different names equal that a reader keeps apart. Other characters are dropped. Never longer than the input plus one
// per 'x'.
std::string fold(std::string_view latin);

// The same into a buffer of at least kFoldGrowth bytes for each byte of `latin`; returns the bytes written.
inline constexpr std::size_t kFoldGrowth = 2;
std::size_t fold_to(std::string_view latin, char* out);

// Consonants of Latin letters, coarsely: what is left of a name in a script that writes few vowels. Sounds that such
// scripts and their romanisations mix up share a letter (b p f v, l r, s z ts, k g q, t d).
std::string skeleton(std::string_view latin);

// The same into a buffer of at least kFoldGrowth bytes for each byte of `latin`; returns the bytes written.
std::size_t skeleton_to(std::string_view latin, char* out);

// Part::hash of a folded form: FNV-1a (Fowler, Noll, Vo 1991), for short keys; no seed wanted.
constexpr std::uint64_t form_hash(std::string_view folded) {
  std::uint64_t hash = 0xCBF29CE484222325ULL;
  for (const char c : folded) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  }
  return hash;
}

}  // namespace penumbra::names

#endif  // PENUMBRA_NAMES_FOLD_H_
