// Reads docs/questions.md as a test script: the page is the test, so the two cannot differ.
//
// A fenced block with the info string `console` is one question. Its first line is the command, after "$ ". The lines
// below are what the answer must say:
//
//   ...               something is left out here
//   # never: TEXT     the answer must not say TEXT
//   # exit N          the command must end with that status; without this line 0, 1 and 3 (incomplete) are right
//   anything else     must be in the answer, after what the lines above it matched
//
// Lines that follow one another without "..." must follow one another in the answer too. Blanks and line ends count
// as one blank, so that another width of the screen changes nothing.
#ifndef PENUMBRA_TESTS_QUESTIONS_QUESTIONS_DOC_H_
#define PENUMBRA_TESTS_QUESTIONS_QUESTIONS_DOC_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace penumbra::testing {

struct Question {
  std::string title;                  // nearest heading above
  std::size_t line = 0;               // of the command in the page
  std::vector<std::string> words;     // of the command, without "penumbra"
  std::vector<std::string> expected;  // runs of lines, blanks collapsed, in order
  std::vector<std::string> never;
  int status = -1;  // -1: 0, 1 or 3
};

// Every block of blanks and line ends becomes one blank.
std::string collapsed(std::string_view text);

// The questions of a page. Adds a sentence to `faults` for each block that is not of the form above.
std::vector<Question> read_questions(std::string_view page, std::vector<std::string>& faults);

// What of the question's expectations the answer does not meet, one sentence each; empty when it meets all.
std::vector<std::string> unmet(const Question& question, int status, std::string_view answer);

}  // namespace penumbra::testing

#endif  // PENUMBRA_TESTS_QUESTIONS_QUESTIONS_DOC_H_
