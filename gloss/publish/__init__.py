"""From pages to a published folder. Import what you need from the modules: they load nothing early."""
