// Personal identity numbers (personnummer, samordningsnummer) in text, so that they do not leave the archive
// by accident.
//
//   int count = 0;
//   MaskPersonalNumbers("Eva, 811228-9874, och 556036-0793 AB", &count)   // "Eva, ******-****, och
//   556036-0793 AB", 1
//
// A number is one whose birth date exists and whose last digit is right (Luhn); numbers of organisations have
// a third digit of 2 or more and so no date.  Source: Folkbokföringslagen (1991:481) 18 §; Skatteverket, SKV
// 704.
#ifndef AVSTAM_APP_PERSONAL_NUMBERS_H_
#define AVSTAM_APP_PERSONAL_NUMBERS_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace avstam::app {

// Digits of the numbers as '*'; adds how many there were to `count`.
std::string MaskPersonalNumbers(std::string_view text, int64_t* count);

}  // namespace avstam::app

#endif  // AVSTAM_APP_PERSONAL_NUMBERS_H_
