/*
 * points.h - scores as whole numbers. A point is a millionth of the score 1: sums are
 * exact, the same on every machine, and print as decimals that add up.
 */
#ifndef MODEL_POINTS_H
#define MODEL_POINTS_H

#include <stdint.h>

typedef int32_t points;

enum { POINTS_ONE = 1000000 };

/* To the nearest point, halves away from zero; clamped to -1000..1000 times one. */
points points_from_double(double score);
double points_to_double(points p);

/* "0.62", "-0.05": as few decimals as tell it exactly, at least two. Returns out. */
enum { POINTS_SIZE = 24 };
char *points_format(points p, char out[POINTS_SIZE]);

#endif
