// The icons of the installers at the sizes of a notification area (resources/icons/png), which are not in the packed
// app: a test compares them.

export const trayIcon16 =
  'iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAYAAAAf8/9hAAAB3klEQVR4nJyTS0iUURiGn/PPGa0WmQ1BBZVTychv06qiXWBGGOEiiAZbiNjCiIKk' +
  'di2CNl2wshatNMFSWrQJIugCESU2VJSm5SSTEw0RTTqKIL/j/MdvFuJlxhHm2RzO5X15v3O+o8EoO9TRYCxzBmMqlVLF5MEYphQm4ipuf+9q7BBx' +
  'WxOWukchuOa0RtFEoYjWMlCW78zqYo1XWzn3MlotNZcsXDx52KZmv59oPMm1B2GKvB5az1cxGP3Pja4wadfMBxDtIuvA1lJ2bC7hcts7vgz/40R1' +
  'AMtStHR/IPZ3gubQnqwUiwx+/E4S2LaeYRmf9UbZZ29icmqa41UBBn8mCO7ckFWOXjhxJd7XaIKyjWs5VbubW48+4kynudLew5pVXs62vER7LFIz' +
  'bu4EGR6/jtBwNMj1h2Hqayqx/T7uNB/k2IFyUmlpAmdm+RIyRH6N8bYvTv2RXVztfE+ouoJzN1+RnHS4WLeXvHcwx4vwCEOxUS6I4P7TAZxUmp7+' +
  'OEUelXVWswzPxWTkzzihQxUEt/sYkGd8I8mWouy6dsMKWEpRvmUdQ1Je1p6oP61k4MoPyiUWba8YmLsUjNvqSfQ/+ewL1saUwS+OpdKeOp/EGONI' +
  'D/cpV1361t3YOQsAAP//D+65VgAAAAZJREFUAwAviqv8W2mRRQAAAABJRU5ErkJggg==';

export const trayIcon32 =
  'iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAYAAABzenr0AAAEgElEQVR4nMRXaUxUVxT+3psZESgylF1UVh2YKmpDDabU2rJY40JjRFkaqrGkkC4x' +
  'pn9qjdr1h+2PNqa1FajphtiqTbWm7aDYRrAjtoo4DjBsokFAkXQUhYGZeT334owQ4jxwBL7kZu72zvneued8c58SQ5Hxo0Kr6nlNkrBUAOIlIEoQ' +
  'IMANkC2JDDSTrRqy9aexZONuQJAc607jkVmFwZ4QD0IQkjCOID66Psme27I/r9NJIHZ9cZoo4ltyHoyJgCR12u3IrTuwSSeysagQtkyYcwbyJSqw' +
  'mXe1mcX5EIU9mAzYpQIlHUI+JgmSIGwQKR0jMFkQpBBREARfPALEzFDDQ6UY0zNUEiFKuT1eU5VYPDcMseGPO+f+67GgtKwWNvtgOWsj/fHTB6vp' +
  'SCUYmrqw64cqnDddlzNNuSh4yBIofW8VosPUI+Ylclaiq+V9Y8tNZO/4FRoimf5MDL7bvgKfHzqPPT9Xy5mHSwKzgqdx57/rW3DgRB1TNY5P3liK' +
  '9cmxTgIMFxpv8Haw3IRtGxLx+tqFqL/SjfJ/r7hyAdHVotrHg/+ePHcVVcYOnK0dbMwJO/O5UQF8PWq6Lyq+zELR28vwRJQ/PvxGj4t0FFtfToQc' +
  'XBJobTfz31nBPsPmS48Pnv+aZ2fzcduNHhiauyhXpiMnTcvXjp+9jFB/b/h6T8FDEzDf6YeZEm7hnPsiqVKKyHheg/4BG5Lmz+BzFurn7yrDkYom' +
  'LJgTxOcMlBcMM+kYXUE2CU9fvIbURRGYRm9yiwhtzU3EumQNrl6/jR2FlcP27iyqhJ/PVN7XG65h5VuH0XIvig+CCBkc/ssEpUJAVmocH/9RdZlH' +
  '5QvK8jPG9mF7WSQ6uu84x3LOR0WAReAShTNvdTzUj3nwN/vlVCM+yl+CedGBfM/smX6o/Cobu7ckIyk+DGOBInBe+k65TaycMlNiERrgjbKqVqqI' +
  'dqQkhCNnmRa9fQMoWLOAl2wkVcOqpGje2D2mjp5ziJVbBDq778KTNGsd1T6pF/SX2qGjo4inCGSnxSHIzwvbKR+27a2gPLFgfkwQli+OxE1zLy9H' +
  'twkwsLdOiAvBi0tiMEWp4NpwlLK+12JFU5sZhUdq0NdvwzmS4N/0zch5Qcs1o7rBtSTLVoEDLJSbPy3nYpOXHs/DzQRn3zHDiL0qIqhSyKYXx+h2' +
  '3QP7E3rp3WM4daENKU+FQ/dZBt4htYuL8B9uVBy8atplzp9h1BFwgIW54GMd1j6nwZsZT/IcYI2V3OmaNl4xDkKsYuQgaLO/lqf5AHh7qrDy6Whe' +
  'EYu0oVwvGAZsdhw6acL7+/6WteEWgaFQUNgD1V4IUHuiteMWbt/tH9VzSrqn11PNauAmWJIyFRyqhHJgvikJBflbw7hBqBbpZjNpBJhv0Q5rEd10' +
  'GjDhkBqZb9G0/9Uu0tcVxKYLEwTuS5SWM99ciGpLNjZYrNYY6u5lX7MYJzDb1IqYL+P3rzSyuRGf3prM4gRSsnSikUrDBPrvGeNlf4RXK3k5Q59B' +
  'J2ySdLS+dNM/Q5f/BwAA//9YZxh5AAAABklEQVQDAAaqzXPwvmWBAAAAAElFTkSuQmCC';
