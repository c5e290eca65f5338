#include "names/papers.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "names/compounds.h"
#include "names/word_shapes.h"
#include "text/script.h"

namespace penumbra::names {
namespace {

// The words of one text, their numbers and those that were set aside, for one call.
class Text {
 public:
  Text(Words& split, std::vector<WordId>& ids, const Lexicon& lexicon, std::vector<Word>& papers)
      : lexicon_(lexicon), split_(split), ids_(ids), papers_(papers) {}

  bool set_papers_aside_at_ends(NameType type) {
    bool any = false;
    for (std::size_t i = 0; i < words_.size() && !any; ++i) {
      any = is_loose_paper(i) || (i + 1 < words_.size() && is_numbered_paper(i));
    }
    if (!any || !is_name_without_papers(type)) {
      return false;
    }
    for (;;) {
      const std::size_t last = words_.size() - 1;
      if (last > 1 && is_numbered_paper(last - 1)) {
        set_aside(last);
        set_aside(last - 1);
      } else if (last > 0 && is_loose_paper(last)) {
        set_aside(last);
      } else if (last > 1 && is_numbered_paper(0)) {
        set_aside(1);
        set_aside(0);
      } else if (last > 0 && is_loose_paper(0)) {
        set_aside(0);
      } else {
        break;
      }
    }
    return true;
  }

  void set_papers_aside_between() {
    for (std::size_t i = words_.size(); i-- > 0;) {
      if (is_loose_paper(i)) {
        set_aside(i);
      }
    }
  }

  void set_business_aside() {
    std::size_t begin = 0;
    std::size_t end = words_.size();
    while (begin < end && is_business(begin)) {
      ++begin;
    }
    while (end > begin && is_business(end - 1)) {
      --end;
    }
    std::size_t names = 0;
    for (std::size_t i = begin; i < end; ++i) {
      names += !is_business(i) && words_[i].latin.size() >= 2 && lexicon_.honorifics.find(ids_[i]) == nullptr &&
                       !is_form_word(i) && !is_digits(words_[i].latin)
                   ? 1U
                   : 0U;
    }
    if (names < 2 || (begin == 0 && end == words_.size())) {
      return;
    }
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (i < begin || i >= end) {
        papers_.push_back(words_[i]);
      }
    }
    words_.erase(words_.begin() + static_cast<std::ptrdiff_t>(end), words_.end());
    words_.erase(words_.begin(), words_.begin() + static_cast<std::ptrdiff_t>(begin));
    ids_.erase(ids_.begin() + static_cast<std::ptrdiff_t>(end), ids_.end());
    ids_.erase(ids_.begin(), ids_.begin() + static_cast<std::ptrdiff_t>(begin));
    words_.front().joined_before = false;
    words_.back().comma = false;
  }

 private:
  bool is(std::size_t i, std::uint16_t nature) const { return (lexicon_.nature(ids_[i]) & nature) != 0; }

  // A word of business papers that is no given name ("Kasim" is November).
  bool is_paper(std::size_t i) const { return is(i, kWordPaper) && lexicon_.classes(ids_[i]) == nullptr; }

  // A word of trades, bodies or places at an end of a person's name that hardly anybody bears ("Branch", "Dubai").
  bool is_business(std::size_t i) {
    constexpr std::size_t kLeastLetters = 4;
    constexpr unsigned kRare = 8;  // class of names/frequency.h
    if (words_[i].script != text::Script::kLatin || words_[i].latin.size() < kLeastLetters) {
      return false;
    }
    const Phrase* generic = lexicon_.generics.find(ids_[i]);
    return ((generic != nullptr && generic->weight > kWeightStop) || lexicon_.places.find(ids_[i]) != nullptr) &&
           lexicon_.classes(ids_[i]) == nullptr && lexicon_.honorifics.find(ids_[i]) == nullptr &&
           split_.frequency(words_[i]) <= kRare &&
           // Half of a name is none: "Hizb" is a party, but "Hizb Ullah" a man.
           (i + 1 == words_.size() || words_[i].comma || !ends_compound(words_[i + 1].latin));
  }

  // A legal form of one word that is no other word and no name.
  bool is_form_word(std::size_t i) const {
    const Phrase* form = lexicon_.legal_forms.find(ids_[i]);
    return form != nullptr && !form->weak;
  }

  // Whether enough is left of a name without its words of business papers: two words that tell it from others, or one
  // beside a legal form, a trade or body, or a person's title. Titles, forms, numbers and stop words tell nothing.
  bool is_name_without_papers(NameType type) const {
    constexpr std::size_t kLeastOfTwo = 12;
    int telling = 0;
    bool form = false;
    bool body = false;
    bool titled = false;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      const Phrase* generic = lexicon_.generics.find(ids_[i]);
      const bool is_form = is_form_word(i);
      form = form || is_form;
      const bool title = type != NameType::kOrganisation && lexicon_.honorifics.find(ids_[i]) != nullptr;
      body = body || (generic != nullptr && generic->weight > kWeightStop && !is_paper(i));
      titled = titled || title;
      const bool nothing = is_paper(i) || is(i, kWordArticle) || is_form || title || is_digits(words_[i].latin) ||
                           words_[i].latin.size() < 2 || (generic != nullptr && generic->weight <= kWeightBody);
      // A long word of no table may be two that are written together.
      const bool two = ids_[i] == kUnknownWord && words_[i].latin.size() >= kLeastOfTwo;
      telling += nothing ? 0 : two ? 2 : 1;
    }
    return telling >= 2 || (telling == 1 && ((type != NameType::kPerson && (form || body)) ||
                                             (type != NameType::kOrganisation && titled)));
  }

  // The number of a paper ("4411" of "invoice 4411"): three digits or more and no year, so that "17 February" and
  // "February 1917" are none.
  bool is_number_of_paper(std::size_t i) const {
    constexpr std::size_t kLeastDigits = 3;
    const std::string_view digits = words_[i].latin;
    const bool year = digits.size() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
    return digits.size() >= kLeastDigits && !year && is_digits(digits);
  }

  // Such a word where it may be set aside: not beside another number ("17 February") or before a stop word ("Order of
  // ...").
  bool is_loose_paper(std::size_t i) const {
    if (!is_paper(i)) {
      return false;
    }
    // The number before may be that of the paper before ("ref 778899 urgent").
    const bool joined = i > 0 && joins(i - 1) && !(i > 1 && is_numbered_paper(i - 2));
    return !(i + 1 < words_.size() && joins(i + 1)) && !joined;
  }

  // A word of business papers with its number behind it, which is not the last word.
  bool is_numbered_paper(std::size_t i) const { return is_paper(i) && is_number_of_paper(i + 1); }

  // A number or stop word, which belongs to the word beside it.
  bool joins(std::size_t i) const {
    const Phrase* generic = lexicon_.generics.find(ids_[i]);
    return is_digits(words_[i].latin) || (generic != nullptr && generic->weight <= kWeightStop);
  }

  void set_aside(std::size_t i) {
    if (i + 1 < words_.size() && i == 0) {
      words_[1].joined_before = false;
    }
    if (i > 0 && i + 1 == words_.size()) {
      words_[i - 1].comma = false;
    }
    papers_.push_back(words_[i]);
    words_.erase(words_.begin() + static_cast<std::ptrdiff_t>(i));
    ids_.erase(ids_.begin() + static_cast<std::ptrdiff_t>(i));
  }

  const Lexicon& lexicon_;
  Words& split_;
  std::vector<Word>& words_ = split_.words;
  std::vector<WordId>& ids_;
  std::vector<Word>& papers_;
};

}  // namespace

bool set_papers_aside_at_ends(NameType type, Words& split, std::vector<WordId>& ids, const Lexicon& lexicon,
                              std::vector<Word>& papers) {
  return Text(split, ids, lexicon, papers).set_papers_aside_at_ends(type);
}

void set_papers_aside_between(Words& split, std::vector<WordId>& ids, const Lexicon& lexicon,
                              std::vector<Word>& papers) {
  Text(split, ids, lexicon, papers).set_papers_aside_between();
}

void set_business_aside(Words& split, std::vector<WordId>& ids, const Lexicon& lexicon, std::vector<Word>& papers) {
  Text(split, ids, lexicon, papers).set_business_aside();
}

}  // namespace penumbra::names
