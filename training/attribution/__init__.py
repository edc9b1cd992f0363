"""From the PolNeAR corpus to the weights of the attribution component."""
