// Sorts what a page draws, text apart, into pieces of rulings, shaded areas and images.
//
//   Drawing drawing(&page);                                    // page.width_pt, height_pt are set
//   drawing.AddLine({72, 99.5, 300, 100.5}, true, 0.0);        // a piece of a ruling
//   drawing.Fill({{72, 100, 300, 120}}, clip, 0.8);            // an area: goes to page.areas
//   JoinRulings(drawing.pieces(), &page);
//
// Boxes are in points of the page as shown; luminance is 0 black .. 1 white.
#ifndef AVSTAM_EXTRACT_DRAWING_H_
#define AVSTAM_EXTRACT_DRAWING_H_

#include <vector>

#include "extract/document.h"
#include "extract/glyphs.h"

namespace avstam::extract {

class Drawing {
 public:
  static constexpr double kThinPt = 3;  // at most: a ruling; thicker: an area

  explicit Drawing(Page* page) : page_(page) {}

  static Box Common(const Box& a, const Box& b);

  // One path of filled rectangles.  Two of which one lies just inside the other are a frame: four lines.
  void Fill(const std::vector<Box>& rectangles, const Box& clip, double luminance);
  void AddLine(const Box& box, bool horizontal, double luminance);  // stroked
  void AddBox(const Box& box, double luminance);                    // filled
  void AddImage(const Box& box, int width_px, int height_px, int object);

  const std::vector<RulingPiece>& pieces() const { return pieces_; }
  // More than any page can need was drawn; the rest was dropped.
  bool full() const { return full_; }

 private:
  bool Room();
  bool Invisible(const Box& box, double luminance) const;

  Page* page_;
  std::vector<RulingPiece> pieces_;
  bool full_ = false;
};

}  // namespace avstam::extract

#endif  // AVSTAM_EXTRACT_DRAWING_H_
