// The mark in the local storage of a browser in which somebody is signed in to the admin.
export const MARK = "hub-desk";
