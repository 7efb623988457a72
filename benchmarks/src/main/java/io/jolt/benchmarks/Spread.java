package io.jolt.benchmarks;

import java.util.Collection;
import java.util.Locale;

/**
 * What several runs say of a figure.
 *
 * @param median half of them are less; of an even number the mean of the middle two
 * @param least the least
 * @param most the most
 */
record Spread(double median, double least, double most) {

	static Spread of(Collection<Double> values) {
		if (values.isEmpty()) {
			throw new IllegalArgumentException("Nothing was measured");
		}
		double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
		int middle = sorted.length / 2;
		double median = (sorted.length % 2 == 1) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
		return new Spread(median, sorted[0], sorted[sorted.length - 1]);
	}

	/**
	 * As text: the median, and the range in brackets if there is one.
	 * @param digits after the point
	 * @return the text
	 */
	String format(int digits) {
		String number = "%,." + digits + "f";
		String text = String.format(Locale.ROOT, number, this.median);
		if (this.least == this.most) {
			return text;
		}
		return text + String.format(Locale.ROOT, " (" + number + "–" + number + ")", this.least, this.most);
	}

}
