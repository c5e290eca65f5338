// Seeded alterations of names, as slips and disguises make them.
#ifndef PENUMBRA_TESTS_MATCH_ALTER_H_
#define PENUMBRA_TESTS_MATCH_ALTER_H_

#include <algorithm>
#include <random>
#include <sstream>
#include <string>
#include <vector>

namespace penumbra::match {

// Invented parties of many shapes.
inline const std::vector<std::string>& invented_names() {
  static const std::vector<std::string> kNames = {
      "Nikolai Ivanovich Primerov",
      "Николай Иванович Примеров",
      "PRIMEROV, Nikolai",
      "Salman bin Khalid al-Mithali",
      "سلمان بن خالد المثالي",
      "Abdul Rahman Mithali",
      "Maria Fernanda Ejemplo de la Cruz",
      "Kim Yeong-su",
      "김영수",
      "Li Xiaoming",
      "李小明",
      "Jean-Claude Exemple",
      "William Sample",
      "Bill Sample",
      "Wolfgang Muster",
      "Aleksandr Obraztsov",
      "Oleksandr Obrazets",
      "Mohammed Ahmed Sample Hassan",
      "O'Neil Sampleton",
      "X",
      "Example Trading Company Ltd",
      "ООО Пример Трейдинг",
      "Primer Trading LLC",
      "Exempla Industries Group III",
      "Exempla Industries Group IV",
      "First Sample Bank of Germany",
      "1st Sample Bank (Germany) AG",
      "International Sample Development Fund",
      "ISDF",
      "Musterwerk GmbH & Co. KG",
      "A.B.C. Sample",
      "Sample Star 3",
      "MV Sample Star",
      "Prima Stella",
      "17",
      "Sample 17",
      "示例科技有限公司",
      "Shili Keji Co., Ltd.",
      "Παράδειγμα Γεώργιος",
      "Georgios Paradeigma",
  };
  return kNames;
}

inline std::vector<std::string> words_of(const std::string& name) {
  std::istringstream in(name);
  std::vector<std::string> words;
  for (std::string word; in >> word;) {
    words.push_back(word);
  }
  return words;
}

inline std::string join(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) {
    out += (out.empty() ? "" : " ") + word;
  }
  return out;
}

// One alteration; bytes of scripts other than Latin may come out ill-formed, which is part of the test.
inline std::string alter(const std::string& name, std::mt19937& random) {
  const auto pick = [&](std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random); };
  std::vector<std::string> words = words_of(name);
  if (words.empty()) {
    return name;
  }
  std::string& word = words[pick(words.size())];
  switch (pick(11)) {
    case 0:
      word.insert(pick(word.size() + 1), 1, static_cast<char>('a' + pick(26)));
      break;
    case 1:
      word.erase(pick(word.size()), 1);
      break;
    case 2:
      word[pick(word.size())] = static_cast<char>('a' + pick(26));
      break;
    case 3:
      if (word.size() > 1) {
        const std::size_t i = pick(word.size() - 1);
        std::swap(word[i], word[i + 1]);
      }
      break;
    case 4:
      std::shuffle(words.begin(), words.end(), random);
      break;
    case 5:
      words.erase(words.begin() + static_cast<std::ptrdiff_t>(pick(words.size())));
      break;
    case 6:
      words.insert(words.begin() + static_cast<std::ptrdiff_t>(pick(words.size() + 1)), "Decoy");
      break;
    case 7: {
      std::string all;
      for (const std::string& w : words) {
        all += w;
      }
      return all;
    }
    case 8:
      word.insert(pick(word.size() + 1), 1, ' ');
      break;
    case 9:
      word = word.substr(0, 1) + ".";
      break;
    default:
      words.push_back("Ltd");
  }
  return join(words);
}

}  // namespace penumbra::match

#endif  // PENUMBRA_TESTS_MATCH_ALTER_H_
