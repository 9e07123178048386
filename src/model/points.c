/*
 * points.c - scores between doubles, whole points and text. Always: from_double() of
 * to_double() is the same number.
 */
#include "model/points.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

points points_from_double(double score)
{
	if (!(score > -1000))
		score = -1000;
	if (score > 1000)
		score = 1000;
	return (points)lround(score * POINTS_ONE);
}

double points_to_double(points p)
{
	return (double)p / POINTS_ONE;
}

char *points_format(points p, char out[POINTS_SIZE])
{
	size_t n;

	snprintf(out, POINTS_SIZE, "%.6f", points_to_double(p));
	n = strlen(out);
	while (out[n - 1] == '0' && out[n - 3] != '.')
		out[--n] = '\0';
	return out;
}
