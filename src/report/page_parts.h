// What the pages share: the frame, chips, references to sources, names in two scripts.
#ifndef PENUMBRA_REPORT_PAGE_PARTS_H_
#define PENUMBRA_REPORT_PAGE_PARTS_H_

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "penumbra/exposure.h"

namespace penumbra::report {

// Head of a page with the style sheet inside it, up to and with the link that skips to the answer.
std::string page_begin(std::string_view title);
std::string page_end(std::string_view closing_words);

// A word with its sign in a pill of the severity's colours.
std::string chip(Severity severity);
std::string chip(std::string_view style, std::string_view sign, std::string_view words);

std::string time_of(Date day);

// A table that scrolls inside its frame and can be scrolled from the keyboard. `label` names it for a screen reader,
// `caption` is HTML, `head` are the column titles. `stacks`: on narrow screens the cells of a row stand below one
// another; for tables whose cells say by themselves what they are.
std::string table_begin(std::string_view label, std::string_view caption, std::span<const std::string_view> head,
                        bool stacks = false);
std::string table_end();

// Sources and things of one or several answers.
class Register {
 public:
  explicit Register(std::span<const ExposureAnswer> days);
  Register(std::span<const ExposureSource> sources, std::span<const ExposureThing> things);

  // Links to the rows of the table of sources: the number, and whether the text was read (✔ text, ◐ copy, ○ no).
  std::string refs(const std::vector<std::string>& ids) const;
  // A name with its form in its own script beside it, escaped.
  std::string name(const std::string& id, const std::string& caption) const;
  // The name in its own script, "" where there is none; not escaped.
  std::string original(const std::string& id) const;

  const std::map<std::string, const ExposureSource*>& sources() const { return sources_; }
  std::size_t number_of(const std::string& id) const { return numbers_.at(id); }

 private:
  void number();

  std::map<std::string, const ExposureSource*> sources_;
  std::map<std::string, std::size_t> numbers_;
  std::map<std::string, const ExposureThing*> things_;
};

// The table to which `refs` leads: every document, with what was read of it and when.
std::string sources_section(const Register& names);
// "Version SOURCE N, published DAY, SHA-256 ....", one for each.
std::string versions_line(const std::vector<ExposureVersion>& versions);

}  // namespace penumbra::report

#endif  // PENUMBRA_REPORT_PAGE_PARTS_H_
