// People of the synthetic lists, and how their names come to be written.
#ifndef PENUMBRA_BENCH_SCALE_PEOPLE_H_
#define PENUMBRA_BENCH_SCALE_PEOPLE_H_

#include <string>
#include <vector>

#include "cultures.h"
#include "words.h"

namespace penumbra::bench {

// A word of a person's name in Latin letters and in the script of the culture ("" if that is Latin).
struct Piece {
  std::string latin;
  std::string native;
};

struct Person {
  const Culture* culture = nullptr;
  std::vector<Piece> given;
  std::vector<Piece> middle;  // patronymics, ancestors, with their particles
  std::vector<Piece> family;
  bool family_first = false;  // as the culture writes it
};

Person draw_person(Random& random);

// Ways to write a person. All in capitals like "HASAN, Ali" or with capital initials, as `capitals` says.
std::string write_listed(const Person& person, bool capitals);  // "FAMILY, Given Middle"
std::string write_plain(const Person& person);                  // in the order of the culture
std::string write_native(const Person& person);                 // "" without a script of its own

// Another person's spelling of the same sounds: up to two letters or groups exchanged as transliterations differ.
std::string respell(std::string_view latin, Random& random);

// First letters of words in capitals.
std::string title_case(std::string_view text);
std::string upper_case(std::string_view text);

}  // namespace penumbra::bench

#endif  // PENUMBRA_BENCH_SCALE_PEOPLE_H_
