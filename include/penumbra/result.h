// Result<T>: a value or an Error. (std::expected needs C++23.)
#ifndef PENUMBRA_RESULT_H_
#define PENUMBRA_RESULT_H_

#include <cassert>
#include <utility>
#include <variant>

#include "penumbra/error.h"

namespace penumbra {

// Holds either a T or an Error. Accessing the wrong side is a broken invariant and is caught by an assertion in debug
// builds. Not thread-safe beyond what T offers; value semantics throughout.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT(google-explicit-constructor)

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  T& value() & {
    assert(ok());
    return *std::get_if<0>(&state_);
  }
  const T& value() const& {
    assert(ok());
    return *std::get_if<0>(&state_);
  }
  T&& value() && {
    assert(ok());
    return std::move(*std::get_if<0>(&state_));
  }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  const Error& error() const {
    assert(!ok());
    return *std::get_if<1>(&state_);
  }

 private:
  std::variant<T, Error> state_;
};

// Result<void>: success or an Error.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)), failed_(true) {}  // NOLINT(google-explicit-constructor)

  bool ok() const { return !failed_; }
  explicit operator bool() const { return ok(); }
  const Error& error() const {
    assert(failed_);
    return error_;
  }

 private:
  Error error_;
  bool failed_ = false;
};

using Status = Result<void>;

}  // namespace penumbra

// Returns the Error of EXPR from the enclosing function, if it has one.
#define PENUMBRA_RETURN_IF_ERROR(expr)                            \
  do {                                                            \
    if (auto penumbra_status_ = (expr); !penumbra_status_.ok()) { \
      return penumbra_status_.error();                            \
    }                                                             \
  } while (false)

#define PENUMBRA_CONCAT_INNER_(a, b) a##b
#define PENUMBRA_CONCAT_(a, b) PENUMBRA_CONCAT_INNER_(a, b)

// PENUMBRA_ASSIGN_OR_RETURN(auto x, f()): declares x from the value of f(), or returns f()'s Error.
#define PENUMBRA_ASSIGN_OR_RETURN(declaration, expr)             \
  auto PENUMBRA_CONCAT_(penumbra_result_, __LINE__) = (expr);    \
  if (!PENUMBRA_CONCAT_(penumbra_result_, __LINE__).ok()) {      \
    return PENUMBRA_CONCAT_(penumbra_result_, __LINE__).error(); \
  }                                                              \
  declaration = std::move(PENUMBRA_CONCAT_(penumbra_result_, __LINE__)).value()

#endif  // PENUMBRA_RESULT_H_
