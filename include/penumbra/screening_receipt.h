// What customers were asked about and what they were answered: kept from one screening to the next.
//
// A receipt lets the next run tell customers that it knows from new ones and from those whose statements have changed
// since, and tells it which program, sources and moment the answers rest on. It holds digests only: nothing of a
// customer can be read from it, though whoever guesses a question can tell whether it was asked.
//
// Format: docs/design/rescreen.md, "Receipt".
#ifndef PENUMBRA_SCREENING_RECEIPT_H_
#define PENUMBRA_SCREENING_RECEIPT_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "penumbra/rescreening.h"
#include "penumbra/result.h"

namespace penumbra {

// The first 16 bytes of the SHA-256 of a question: its name, kind, statements and threshold. Days and limits are no
// part of it.
using QuestionDigest = std::array<unsigned char, 16>;
QuestionDigest digest_of(const ScreenQuery& query);

// Plain value; not thread-safe.
class ScreeningReceipt {
 public:
  struct Version {
    std::string source;
    std::string id;
    std::string content;  // SHA-256 of what was read
  };
  struct Head {
    RescreenMoment moment;             // both set
    std::string program;               // RescreenScope::program
    std::vector<std::string> sources;  // asked for by name; empty: all
    std::vector<Version> versions;     // in force at the moment
  };

  ScreeningReceipt() = default;
  explicit ScreeningReceipt(Head head) : head_(std::move(head)) {}

  // kNotFound, kIo, kIntegrity (any changed byte), kUnsupported (a later format).
  static Result<ScreeningReceipt> read(const std::string& path);
  // The same of the bytes of a file; `file` names the place in errors.
  static Result<ScreeningReceipt> parse(std::string_view bytes, const std::string& file);
  // Whether the answers rest on this store: kInvalidArgument when it does not have a version of the receipt, or has
  // another content under its id. Errors of opening the store.
  Status check(const std::string& store) const;

  const Head& head() const { return head_; }
  std::size_t size() const { return entries_.size(); }
  // Rescreened::answer of the question; none when it was not asked. Only of a receipt that was read or settled.
  std::optional<std::uint64_t> answer(const QuestionDigest& question) const;
  // Questions of this receipt that `other` does not have. Both settled.
  std::uint64_t not_in(const ScreeningReceipt& other) const;

  // Adds a question; settle() or write() after the last. Of equal questions one is kept: they have one answer.
  void add(const QuestionDigest& question, std::uint64_t answer) { entries_.push_back({question, answer}); }
  void settle();
  // Settles, and gives the bytes of the file.
  std::string bytes();
  // The same, and replaces the file at `path`: the old or the new receipt is there whole, whenever the program dies.
  Status write(const std::string& path);

 private:
  struct Entry {
    QuestionDigest question{};
    std::uint64_t answer = 0;
  };
  Head head_;
  std::vector<Entry> entries_;  // by question
};

}  // namespace penumbra

#endif  // PENUMBRA_SCREENING_RECEIPT_H_
